package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AccessTokenApiTest {
  private static final String REFUSED = "401 invalid_token";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Service service = Service.shared();
  private final Person ann = service.person();

  @Test
  void aTokenSaysWhatRfc9068Asks() {
    Instant now = service.clock().instant();

    JsonNode header = part(ann.tokens().access(), 0);
    JsonNode claims = part(ann.tokens().access(), 1);

    assertThat(header.path("alg").asText()).isEqualTo("HS256");
    assertThat(header.path("typ").asText()).isEqualTo("at+jwt");
    assertThat(claims.path("iss").asText()).isEqualTo("http://localhost:8080");
    assertThat(claims.path("sub")).isEqualTo(MAPPER.valueToTree(Long.toString(ann.id())));
    assertThat(claims.path("aud")).isEqualTo(MAPPER.valueToTree("gatehouse"));
    assertThat(claims.path("client_id").asText()).isEqualTo("gatehouse");
    assertThat(claims.path("iat").asLong()).isEqualTo(now.getEpochSecond());
    assertThat(claims.path("exp").asLong()).isEqualTo(now.getEpochSecond() + 1800);
    assertThat(claims.path("jti").asText()).isNotEmpty();
    assertThat(claims.path("sid").asText()).isNotEmpty();
  }

  @Test
  void aTokenSaysWhatAResourceServerNeedsAndNothingPersonal() {
    Instant signedIn = service.clock().instant();
    String role = service.role("jobs:read");
    Person ed = service.account(Service.newEmail());
    service.give(ed, role);
    Person first = ed.signedIn();
    JsonNode claims = part(first.tokens().access(), 1);

    assertThat(claims.path("auth_time").asLong()).isEqualTo(signedIn.getEpochSecond());
    assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
    assertThat(claims.path("roles").toString()).isEqualTo("[\"" + role + "\"]");
    assertThat(claims.path("email_verified").isBoolean()).isTrue();
    assertThat(claims.path("email_verified").asBoolean()).isFalse();
    assertThat(claims.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "iss",
            "sub",
            "aud",
            "client_id",
            "iat",
            "exp",
            "jti",
            "sid",
            "auth_time",
            "amr",
            "roles",
            "email_verified");

    service.clock().advance(Duration.ofMinutes(5));
    service.verified(ed);
    service.give(ed);
    JsonNode later = part(Person.Tokens.of(first.refresh().answer()).access(), 1);
    assertThat(later.path("auth_time")).isEqualTo(claims.path("auth_time"));
    assertThat(later.path("sid")).isEqualTo(claims.path("sid"));
    assertThat(later.path("roles").toString()).isEqualTo("[]");
    assertThat(later.path("email_verified").asBoolean()).isTrue();
    assertThat(part(service.admin().tokens().access(), 1).path("roles").toString())
        .isEqualTo("[\"admin\"]");
  }

  @Test
  void aTokenSaysThatACodeWasGivenAlsoAfterARefresh() {
    Person ed = service.person();
    Authenticator app = Authenticator.of(ed, service.clock());
    for (String code : List.of(app.next(), app.recoveryCodes().get(0))) {
      String pending = service.login(ed.email(), Person.PASSWORD).answer().text("mfa_token");
      Person.Tokens tokens =
          Person.Tokens.of(
              service.post("/api/v1/auth/mfa").json("mfa_token", pending, "code", code).answer());

      assertThat(part(tokens.access(), 1).path("amr").toString()).isEqualTo("[\"pwd\",\"otp\"]");
      Person.Tokens next = Person.Tokens.of(ed.with(tokens).refresh().answer());
      assertThat(part(next.access(), 1).path("amr").toString()).isEqualTo("[\"pwd\",\"otp\"]");
    }
  }

  /** With room for the signature of another algorithm. */
  @Test
  void aTokenIsShort() {
    Person ed = service.holder("jobs:read", "products:write");
    String token =
        ed.scoped("jobs:read", "products:write", "me:read", "me:write").tokens().access();

    assertThat(token).hasSizeLessThan(800);
  }

  @Test
  void aTokenMadeAgainWithTheSecretIsGoodSoThatTheOthersAreRefusedForTheirFaultAlone() {
    assertThat(outcome(forged(header -> {}, claims -> {}))).isEqualTo("200");
    assertThat(outcome(forged(header -> header.put("typ", "AT+JWT"), claims -> {})))
        .isEqualTo("200");
  }

  @Test
  void aTokenWithoutSignatureIsRefused() {
    String[] parts = ann.tokens().access().split("\\.", -1);
    String none = encode(MAPPER.createObjectNode().put("alg", "none").put("typ", "at+jwt"));

    assertThat(outcome(none + "." + parts[1] + ".")).isEqualTo(REFUSED);
    assertThat(outcome(none + "." + parts[1] + "." + parts[2])).isEqualTo(REFUSED);
    assertThat(outcome(parts[0] + "." + parts[1] + ".")).isEqualTo(REFUSED);
  }

  @Test
  void anotherAlgorithmWithTheSameSecretIsRefused() {
    for (String bits : new String[] {"384", "512"}) {
      String token =
          signed(
              "HmacSHA" + bits,
              TestSecrets.DEFAULT,
              edited(0, header -> header.put("alg", "HS" + bits)),
              edited(1, claims -> {}));
      assertThat(outcome(token)).isEqualTo(REFUSED);
    }
  }

  @Test
  void anotherKeyIsRefused() {
    String token =
        signed(
            "HmacSHA256",
            "another secret, just as long as the real one",
            edited(0, header -> {}),
            edited(1, claims -> {}));

    assertThat(outcome(token)).isEqualTo(REFUSED);
  }

  @Test
  void anotherTypeIsRefused() {
    assertThat(outcome(forged(header -> header.put("typ", "JWT"), claims -> {})))
        .isEqualTo(REFUSED);
    assertThat(outcome(forged(header -> header.remove("typ"), claims -> {}))).isEqualTo(REFUSED);
  }

  @Test
  void anotherIssuerOrAudienceIsRefused() {
    assertThat(outcome(withClaim("iss", "http://elsewhere.example"))).isEqualTo(REFUSED);
    assertThat(outcome(withoutClaim("iss"))).isEqualTo(REFUSED);
    assertThat(outcome(withClaim("aud", "elsewhere"))).isEqualTo(REFUSED);
    assertThat(outcome(withoutClaim("aud"))).isEqualTo(REFUSED);
  }

  @Test
  void aTokenIsGoodUntilThirtySecondsPastItsEnd() {
    // the end is a whole second, the clock need not be
    service.clock().advance(Duration.ofSeconds(1800 + 29));
    assertThat(outcome(ann.tokens().access())).isEqualTo("200");
    service.clock().advance(Duration.ofSeconds(2));
    assertThat(outcome(ann.tokens().access())).isEqualTo(REFUSED);
  }

  @Test
  void aTokenWithoutEndIsRefused() {
    assertThat(outcome(withoutClaim("exp"))).isEqualTo(REFUSED);
  }

  @Test
  void aTokenThatIsNotValidYetIsRefused() {
    long now = service.clock().instant().getEpochSecond();

    assertThat(outcome(forged(header -> {}, claims -> claims.put("nbf", now + 31))))
        .isEqualTo(REFUSED);
    assertThat(outcome(forged(header -> {}, claims -> claims.put("nbf", now + 29))))
        .isEqualTo("200");
  }

  @Test
  void aTokenOfAnotherUsersOrNoSessionIsRefused() {
    Person bob = service.person();

    assertThat(outcome(withClaim("sub", Long.toString(bob.id())))).isEqualTo(REFUSED);
    assertThat(outcome(withClaim("sub", "ann"))).isEqualTo(REFUSED);
    assertThat(outcome(withoutClaim("sub"))).isEqualTo(REFUSED);
    assertThat(outcome(withClaim("sid", "7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968")))
        .isEqualTo(REFUSED);
    assertThat(outcome(withClaim("sid", "none"))).isEqualTo(REFUSED);
    assertThat(outcome(withoutClaim("sid"))).isEqualTo(REFUSED);
    assertThat(outcome(forged(header -> {}, claims -> claims.put("sid", 7)))).isEqualTo(REFUSED);
  }

  @Test
  void theTokenOfADeletedUserIsRefused() {
    service.admin().deletes(ann).answer().expect(204);

    assertThat(outcome(ann.tokens().access())).isEqualTo(REFUSED);
  }

  @Test
  void malformedTokensAreRefused() {
    for (String text : new String[] {"x", "..", "a.b.c", ann.tokens().refresh(), "e30.e30.e30"}) {
      assertThat(outcome(text)).as(text).isEqualTo(REFUSED);
    }
  }

  private String outcome(String token) {
    return service.get("/api/v1/users/me").bearer(token).answer().outcome();
  }

  private String withClaim(String name, String value) {
    return forged(header -> {}, claims -> claims.put(name, value));
  }

  private String withoutClaim(String name) {
    return forged(header -> {}, claims -> claims.remove(name));
  }

  /** Ann's token, changed and signed again as the service would. */
  private String forged(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) {
    return signed("HmacSHA256", TestSecrets.DEFAULT, edited(0, header), edited(1, claims));
  }

  private ObjectNode edited(int part, Consumer<ObjectNode> edit) {
    ObjectNode node = (ObjectNode) part(ann.tokens().access(), part);
    edit.accept(node);
    return node;
  }

  private static JsonNode part(String token, int part) {
    try {
      return MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[part]));
    } catch (IOException e) {
      throw new AssertionError(token, e);
    }
  }

  private static String encode(JsonNode node) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String algorithm, String secret, JsonNode header, JsonNode claims) {
    String content = encode(header) + "." + encode(claims);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
