package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens of service accounts, on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCredentialsApiTest {
  private static final String REFUSED = "401 invalid_client";
  private static final String BAD_TOKEN = "401 invalid_token";
  private static final String ISSUER = "http://localhost:8080";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final SettableClock clock = SettableClock.ofToday();
  private final Service service = start(TestDatabase.migrated());
  private final Service other = start(service.database());
  private final ECKey ec = ecKey("ec");
  private Person ann;
  private Clients clients;

  private Service start(DatabaseUrl database) {
    return Service.startOn(database, clock, "APP_TRUSTED_PROXIES", "127.0.0.1", "APP_LIMITS", "on");
  }

  private static ECKey ecKey(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void signIn() {
    // of the limits, those of clients before
    clock.advance(Duration.ofMinutes(16));
    ann = service.admin();
    clients = new Clients(service, ann);
  }

  @AfterAll
  void stop() {
    other.close();
    service.close();
  }

  @Test
  void aKeyGetsATokenByBasicAndByPost() throws Exception {
    Clients.Client client = clients.account("admin");
    Secret key = new Secret(clients.key(client, "jobs:read", "products:write").text("key"));
    ClientID id = new ClientID(client.clientId());

    for (ClientAuthentication proof :
        List.of(new ClientSecretBasic(id, key), new ClientSecretPost(id, key))) {
      TokenResponse response = clients.token(proof, "jobs:read", "audit:read");

      assertThat(response.indicatesSuccess()).isTrue();
      var tokens = response.toSuccessResponse().getTokens();
      assertThat(tokens.getRefreshToken()).isNull();
      assertThat(tokens.getAccessToken().getLifetime()).isEqualTo(900);
      assertThat(tokens.getAccessToken().getScope().toString()).isEqualTo("jobs:read");
      String token = tokens.getAccessToken().getValue();
      assertThat(jobs(token, other).status()).isEqualTo(200);
      assertThat(get(token, "/api/v1/audit").outcome()).isEqualTo("403 insufficient_scope");
    }
  }

  @Test
  void theTokenSaysWhoseItIsAndLittleElse() {
    String role = service.role("jobs:read");
    Clients.Client client = clients.account(role);
    Answer key = clients.key(client, "jobs:read");
    Answer answer = byKey(client, key.text("key")).answer().expect(200);

    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().has("refresh_token")).isFalse();
    JsonNode claims = Jwts.claims(answer.text("access_token"));
    assertThat(claims.path("sub").asText()).isEqualTo(client.clientId());
    assertThat(claims.path("client_id").asText()).isEqualTo(client.clientId());
    assertThat(claims.path("scope").asText()).isEqualTo("jobs:read");
    assertThat(claims.path("roles").toString()).isEqualTo("[\"" + role + "\"]");
    assertThat(claims.path("key_id").asLong()).isEqualTo(key.id());
    assertThat(claims.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "iss", "sub", "aud", "client_id", "iat", "exp", "jti", "scope", "roles", "key_id");
    assertThat(answer.text("access_token")).hasSizeLessThan(900);
  }

  @Test
  void theCallerIsTheAccountAsIfByKey() {
    Clients.Client client = clients.account("admin");
    Answer key = clients.key(client, "products:write", "clients:write");
    String token = token(client, key.text("key"));

    Answer added =
        service
            .post(ProductFixtures.PATH)
            .bearer(token)
            .json("sku", Service.newName(), "name", "X", "unit_amount", 1, "currency", "EUR")
            .answer();
    assertThat(added.expect(201).id()).isPositive();
    JsonNode entry =
        ann.get("/api/v1/audit?action=product.created&actor=" + client.clientId())
            .answer()
            .json()
            .at("/items/0");
    assertThat(entry.path("actor_key_id").asLong()).isEqualTo(key.id());
    assertThat(get(token, "/api/v1/users/me").outcome()).isEqualTo("403 person_required");
    assertThat(
            service
                .patch(client.path())
                .bearer(token)
                .json("jwks", Map.of("keys", List.of()))
                .answer()
                .outcome())
        .isEqualTo("403 forbidden");
    assertThat(service.awaitLog("\"service_account_id\":" + client.id())).isNotEmpty();
    assertThat(
            ann.get("/api/v1/audit?target=service_account:" + client.id()).answer().each("action"))
        .containsExactly("client.created");
  }

  @Test
  void aTokenEndsWithItsKeyOnAllNodesAtOnce() {
    Clients.Client client = clients.account("admin");
    Answer key = clients.key(client, "jobs:read");
    String token = token(client, key.text("key"));
    assertThat(jobs(token, other).status()).isEqualTo(200);

    ann.delete(client.path() + "/api-keys/" + key.id()).answer().expect(204);

    assertThat(jobs(token, other).outcome()).isEqualTo(BAD_TOKEN);
    assertThat(error(byKey(client, key.text("key")).answer())).isEqualTo(REFUSED);
  }

  @Test
  void aTokenHasNeverMoreThanItsKeyAndItsAccountHaveNow() {
    Clients.Client client = clients.account("admin");
    Answer key = clients.key(client, "jobs:read", "audit:read");
    String token = token(client, key.text("key"));
    assertThat(get(token, "/api/v1/audit").status()).isEqualTo(200);

    ann.patch(client.path() + "/api-keys/" + key.id())
        .json("scopes", List.of("jobs:read"))
        .answer()
        .expect(200);
    assertThat(get(token, "/api/v1/audit").outcome()).isEqualTo("403 insufficient_scope");
    ann.patch(client.path()).json("roles", List.of()).answer().expect(200);
    assertThat(jobs(token, other).outcome()).isEqualTo("403 forbidden");
    assertThat(error(byKey(client, key.text("key")).answer())).isEqualTo("400 invalid_scope");
  }

  @Test
  void aTokenNeverOutlivesItsKeyNorLeavesItsNetworks() {
    Clients.Client client = clients.account("admin");
    Answer key =
        ann.post(client.path() + "/api-keys")
            .json(
                "name",
                "k",
                "scopes",
                List.of("jobs:read"),
                "expires_at",
                clock.instant().plusSeconds(60).toString(),
                "networks",
                List.of("203.0.113.0/24"))
            .answer()
            .expect(201);

    assertThat(error(byKey(client, key.text("key")).answer())).isEqualTo(REFUSED);
    Answer answer =
        byKey(client, key.text("key")).header("X-Forwarded-For", "203.0.113.9").answer();
    assertThat(answer.expect(200).number("expires_in")).isBetween(59L, 60L);
    String token = answer.text("access_token");
    assertThat(
            service
                .get("/api/v1/jobs")
                .bearer(token)
                .header("X-Forwarded-For", "203.0.113.7")
                .answer()
                .status())
        .isEqualTo(200);
    assertThat(jobs(token, service).outcome()).isEqualTo(BAD_TOKEN);
    clock.advance(Duration.ofSeconds(61));
    assertThat(
            service
                .get("/api/v1/jobs")
                .bearer(token)
                .header("X-Forwarded-For", "203.0.113.7")
                .answer()
                .outcome())
        .isEqualTo(BAD_TOKEN);
  }

  @Test
  void aTokenLastsFifteenMinutes() {
    Clients.Client client = clients.account("admin");
    String token = token(client, clients.key(client, "jobs:read").text("key"));

    clock.advance(Duration.ofMinutes(15).plusSeconds(30));
    assertThat(jobs(token, service).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(jobs(token, service).outcome()).isEqualTo(BAD_TOKEN);
  }

  @Test
  void aTokenOfADisabledAccountEndsAndDoesNotComeBack() {
    Clients.Client client = clients.account("admin", Clients.jwks(ec));
    String token = byAssertion(client).answer().expect(200).text("access_token");
    assertThat(jobs(token, other).status()).isEqualTo(200);

    ann.patch(client.path()).json("is_active", false).answer().expect(200);
    assertThat(jobs(token, other).outcome()).isEqualTo(BAD_TOKEN);
    assertThat(error(byAssertion(client).answer())).isEqualTo(REFUSED);
    ann.patch(client.path()).json("is_active", true).answer().expect(200);
    assertThat(jobs(token, other).outcome()).isEqualTo(BAD_TOKEN);

    clock.advance(Duration.ofSeconds(1));
    String next = byAssertion(client).answer().expect(200).text("access_token");
    assertThat(jobs(next, other).status()).isEqualTo(200);
    ann.delete(client.path()).answer().expect(204);
    assertThat(jobs(next, other).outcome()).isEqualTo(BAD_TOKEN);
  }

  @Test
  void whoIsNotWhoHeSaysIsRefused() {
    Clients.Client client = clients.account("admin");
    Clients.Client stranger = clients.account("admin");
    String key = clients.key(client, "jobs:read").text("key");
    String personal = ann.apiKey("jobs:read");
    String ended = clients.key(client, "jobs:read").text("key").replaceAll(".$", "");

    for (String id : List.of(stranger.clientId(), "sa-0", "sa-", "" + ann.id(), "web")) {
      assertThat(error(form("client_id", id, "client_secret", key).answer()))
          .as(id)
          .isEqualTo(REFUSED);
      Answer byHeader = form().header("Authorization", basic(id, key)).answer();
      assertThat(error(byHeader)).as(id).isEqualTo(REFUSED);
      assertThat(byHeader.header("WWW-Authenticate")).startsWith("Basic ");
    }
    for (String secret : List.of(personal, ended, "x", token(client, key))) {
      Answer answer = form("client_id", client.clientId(), "client_secret", secret).answer();
      assertThat(error(answer)).isEqualTo(REFUSED);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    for (String header : List.of("Basic", "Basic %", "Basic eA==", "Basic " + "eDp4".repeat(999))) {
      assertThat(error(form().header("Authorization", header).answer())).isEqualTo(REFUSED);
    }
    assertThat(error(form().answer())).isEqualTo(REFUSED);
    assertThat(error(form("client_id", client.clientId()).answer())).isEqualTo(REFUSED);
    assertThat(error(form().header("Authorization", "Bearer " + key).answer())).isEqualTo(REFUSED);
    assertThat(byKey(client, key).answer().status()).isEqualTo(200);
  }

  @Test
  void aClientProvesItselfInOneWay() {
    Clients.Client client = clients.account("admin", Clients.jwks(ec));
    String id = client.clientId();
    String key = clients.key(client, "jobs:read").text("key");
    String assertion = assertion(client);
    String basic = basic(id, key);

    for (Call call :
        List.of(
            form("client_secret", key).header("Authorization", basic),
            form("client_assertion", assertion, "client_assertion_type", ASSERTION_TYPE)
                .header("Authorization", basic),
            form("client_id", "sa-1").header("Authorization", basic),
            form(
                "client_id",
                id,
                "client_secret",
                key,
                "client_assertion",
                assertion,
                "client_assertion_type",
                ASSERTION_TYPE),
            form("client_secret", key),
            form("client_assertion", assertion),
            form("client_assertion_type", ASSERTION_TYPE),
            form("client_id", id, "client_id", id, "client_secret", key))) {
      assertThat(error(call.answer())).isEqualTo("400 invalid_request");
    }
    assertThat(form("client_id", id).header("Authorization", basic).answer().status())
        .isEqualTo(200);
  }

  @Test
  void wrongClientsAreHeldUpAsWrongKeysAreAndRightOnesNever() {
    Clients.Client client = clients.account("admin", Clients.jwks(ec));
    String key = clients.key(client, "jobs:read").text("key");
    ECKey strange = ecKey("ec");
    for (int i = 0; i < 100; i++) {
      Answer answer =
          (i % 2 == 0
                  ? form("client_id", "sa-999999999", "client_secret", key)
                  : assertion(client, strange, JWSAlgorithm.ES256, builder -> builder))
              .answer();
      assertThat(error(answer)).isEqualTo(REFUSED);
    }

    Answer limited = form("client_id", "sa-999999999", "client_secret", key).answer();
    assertThat(limited.outcome()).isEqualTo("429 too_many_requests");
    assertThat(limited.header("RateLimit")).startsWith("\"api_key_per_address\"");
    assertThat(limited.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(
            assertion(client, strange, JWSAlgorithm.ES256, builder -> builder).answer().outcome())
        .isEqualTo("429 too_many_requests");
    assertThat(byKey(client, key).answer().status()).isEqualTo(200);
    assertThat(byAssertion(client).answer().status()).isEqualTo(200);
  }

  @Test
  void anAssertionOfEachAlgorithmIsTaken() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    OctetKeyPair ed =
        new OctetKeyPair.Builder(
                Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
            .keyID("ed")
            .build();
    Clients.Client client = clients.account("admin", Clients.jwks(rsa, ec, ed));

    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
      assertThat(
              clients
                  .token(
                      new PrivateKeyJWT(
                          claims(client, builder -> builder),
                          algorithm,
                          rsa.toPrivateKey(),
                          "rsa",
                          null))
                  .indicatesSuccess())
          .as(algorithm.getName())
          .isTrue();
    }
    assertThat(byAssertion(client).answer().status()).isEqualTo(200);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.EdDSA).build(),
            claims(client, builder -> builder).toJWTClaimsSet());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(jwt.getSigningInput());
    String signed =
        new String(jwt.getSigningInput(), StandardCharsets.US_ASCII)
            + "."
            + Base64URL.encode(signature.sign());
    assertThat(
            form("client_assertion", signed, "client_assertion_type", ASSERTION_TYPE)
                .answer()
                .status())
        .isEqualTo(200);
  }

  private JWTAuthenticationClaimsSet claims(
      Clients.Client client, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    return JWTAuthenticationClaimsSet.parse(change.apply(usual(client)).build());
  }

  private JWTClaimsSet.Builder usual(Clients.Client client) {
    return new JWTClaimsSet.Builder()
        .issuer(client.clientId())
        .subject(client.clientId())
        .audience(ISSUER)
        .jwtID(UUID.randomUUID().toString())
        .expirationTime(Date.from(clock.instant().plusSeconds(60)));
  }

  @Test
  void anAssertionIsGoodOnceOnAllNodesTogether() {
    Clients.Client client = clients.account("admin", Clients.jwks(ec));
    String assertion = assertion(client);
    Call[] calls = new Call[10];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = assertionForm(i % 2 == 0 ? service : other, assertion);
    }

    List<Answer> answers = service.atOnce(calls);

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allSatisfy(answer -> assertThat(error(answer)).isEqualTo(REFUSED));
    clock.advance(Duration.ofSeconds(89));
    assertThat(error(assertionForm(other, assertion).answer())).isEqualTo(REFUSED);
  }

  @Test
  void anAssertionSaysExactlyWhatItIsFor() {
    Clients.Client client = clients.account("admin", Clients.jwks(ec));
    Instant now = clock.instant();
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> good = new LinkedHashMap<>();
    good.put("token endpoint", claims -> claims.audience(ISSUER + "/oauth2/token"));
    good.put("in five minutes", claims -> claims.expirationTime(in(now, 330)));
    good.put("a moment ago", claims -> claims.expirationTime(in(now, -29)));
    good.put("not before", claims -> claims.notBeforeTime(in(now, 30)).issueTime(in(now, 30)));
    good.put("one audience in a list", claims -> claims.claim("aud", List.of(ISSUER)));
    good.forEach(
        (name, change) ->
            assertThat(assertion(client, ec, JWSAlgorithm.ES256, change).answer().status())
                .as(name)
                .isEqualTo(200));

    Map<String, UnaryOperator<JWTClaimsSet.Builder>> bad = new LinkedHashMap<>();
    bad.put("two audiences", claims -> claims.audience(List.of(ISSUER, "https://b.example")));
    bad.put("twice the same", claims -> claims.audience(List.of(ISSUER, ISSUER)));
    bad.put("another audience", claims -> claims.audience("https://b.example"));
    bad.put("the audience of tokens", claims -> claims.audience("gatehouse"));
    bad.put("no audience", claims -> claims.audience((String) null));
    bad.put("too far ahead", claims -> claims.expirationTime(in(now, 331)));
    bad.put("over", claims -> claims.expirationTime(in(now, -31)));
    bad.put("no end", claims -> claims.expirationTime(null));
    bad.put("an end beyond all numbers", claims -> claims.claim("exp", Long.MAX_VALUE));
    bad.put("no audience in a list", claims -> claims.claim("aud", Arrays.asList((String) null)));
    bad.put("an end in words", claims -> claims.claim("exp", "soon"));
    bad.put("not yet", claims -> claims.notBeforeTime(in(now, 31)));
    bad.put("issued later", claims -> claims.issueTime(in(now, 31)));
    bad.put("no id", claims -> claims.jwtID(null));
    bad.put("empty id", claims -> claims.jwtID(""));
    bad.put("another issuer", claims -> claims.issuer("sa-1"));
    bad.put("no issuer", claims -> claims.issuer(null));
    bad.put("a person", claims -> claims.issuer("1").subject("1"));
    bad.put("nobody", claims -> claims.issuer("sa-999999999").subject("sa-999999999"));
    bad.forEach(
        (name, change) ->
            assertThat(error(assertion(client, ec, JWSAlgorithm.ES256, change).answer()))
                .as(name)
                .isEqualTo(REFUSED));
  }

  @Test
  void anAssertionIsSignedByAKeyOfTheClientMeantForThat() throws Exception {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").algorithm(JWSAlgorithm.RS256).generate();
    ECKey encrypts =
        new ECKeyGenerator(Curve.P_256).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
    ECKey wide = new ECKeyGenerator(Curve.P_384).keyID("wide").generate();
    Clients.Client client = clients.account("admin", Clients.jwks(weak, rsa, ec, encrypts, wide));
    UnaryOperator<JWTClaimsSet.Builder> usual = claims -> claims;

    assertThat(assertion(client, rsa, JWSAlgorithm.RS256, usual).answer().status()).isEqualTo(200);
    for (Call call :
        List.of(
            assertion(client, weak, JWSAlgorithm.RS256, usual),
            assertion(client, rsa, JWSAlgorithm.PS256, usual),
            assertion(client, rsa, JWSAlgorithm.RS512, usual),
            assertion(client, wide, JWSAlgorithm.ES384, usual),
            assertion(client, encrypts, JWSAlgorithm.ES256, usual),
            assertion(client, ecKey("ec"), JWSAlgorithm.ES256, usual),
            assertion(client, ecKey("unknown"), JWSAlgorithm.ES256, usual))) {
      assertThat(error(call.answer())).isEqualTo(REFUSED);
    }
    String[] parts = assertion(client).split("\\.", -1);
    String none = Base64URL.encode("{\"alg\":\"none\"}") + "." + parts[1] + ".";
    String cut = parts[0] + "." + parts[1] + ".";
    for (String bad : List.of(none, cut, "x", "..", "é", "a".repeat(100_000), parts[1])) {
      assertThat(error(assertionForm(service, bad).answer())).isEqualTo(REFUSED);
    }
    JWSHeader withKey =
        new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(ec.toPublicJWK()).keyID("ec").build();
    SignedJWT brought = new SignedJWT(withKey, usual(client).build());
    brought.sign(new ECDSASigner(ec));
    assertThat(error(assertionForm(service, brought.serialize()).answer())).isEqualTo(REFUSED);
    assertThat(
            error(
                form("client_assertion", assertion(client), "client_assertion_type", "x").answer()))
        .isEqualTo(REFUSED);
    assertThat(
            error(
                form(
                        "client_assertion",
                        assertion(client),
                        "client_assertion_type",
                        ASSERTION_TYPE,
                        "client_id",
                        "sa-1")
                    .answer()))
        .isEqualTo(REFUSED);
  }

  /** Bound by the account alone: a token goes on when its key is taken from the set. */
  @Test
  void aTokenByAssertionHasWhatTheAccountHolds() {
    String role = service.role("jobs:read", "audit:read");
    Clients.Client client = clients.account(role, Clients.jwks(ec));
    Answer answer = byAssertion(client).answer().expect(200);
    String token = answer.text("access_token");

    assertThat(answer.text("scope")).isEqualTo("audit:read jobs:read");
    ann.patch(client.path()).json("jwks", null).answer().expect(200);
    assertThat(error(byAssertion(client).answer())).isEqualTo(REFUSED);
    assertThat(jobs(token, other).status()).isEqualTo(200);
    assertThat(Jwts.claims(token).has("key_id")).isFalse();
  }

  @Test
  void aKeyThatEndsWhileTokensAreIssuedLeavesNone() {
    Clients.Client client = clients.account("admin");
    Answer key = clients.key(client, "jobs:read");
    Call[] calls = new Call[9];
    Arrays.setAll(calls, i -> byKey(client, key.text("key")));
    calls[4] = ann.delete(client.path() + "/api-keys/" + key.id());

    List<Answer> answers = service.atOnce(calls);

    assertThat(answers.get(4).status()).isEqualTo(204);
    answers.stream()
        .filter(answer -> answer.status() == 200)
        .forEach(
            answer ->
                assertThat(jobs(answer.text("access_token"), other).outcome())
                    .isEqualTo(BAD_TOKEN));
  }

  private static Date in(Instant now, long seconds) {
    return Date.from(now.plusSeconds(seconds));
  }

  private String assertion(Clients.Client client) {
    return signed(client, ec, JWSAlgorithm.ES256, claims -> claims);
  }

  private Call byAssertion(Clients.Client client) {
    return assertionForm(service, assertion(client));
  }

  private Call assertion(
      Clients.Client client,
      JWK key,
      JWSAlgorithm algorithm,
      UnaryOperator<JWTClaimsSet.Builder> change) {
    return assertionForm(service, signed(client, key, algorithm, change));
  }

  private String signed(
      Clients.Client client,
      JWK key,
      JWSAlgorithm algorithm,
      UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      JWSSigner signer =
          key instanceof RSAKey rsa
              ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
              : new ECDSASigner((ECKey) key);
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
              change.apply(usual(client)).build());
      jwt.sign(signer);
      return jwt.serialize();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Call assertionForm(Service node, String assertion) {
    return node.post("/oauth2/token")
        .form(
            "grant_type",
            "client_credentials",
            "client_assertion_type",
            ASSERTION_TYPE,
            "client_assertion",
            assertion);
  }

  private Call form(String... more) {
    String[] form = new String[more.length + 2];
    form[0] = "grant_type";
    form[1] = "client_credentials";
    System.arraycopy(more, 0, form, 2, more.length);
    return service.post("/oauth2/token").form(form);
  }

  private Call byKey(Clients.Client client, String key) {
    return form("client_id", client.clientId(), "client_secret", key);
  }

  private String token(Clients.Client client, String key) {
    return byKey(client, key).answer().expect(200).text("access_token");
  }

  private static String basic(String id, @Nullable String key) {
    byte[] pair = (id + ":" + key).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Answer jobs(String token, Service node) {
    return node.get("/api/v1/jobs").bearer(token).answer();
  }

  private Answer get(String token, String path) {
    return service.get(path).bearer(token).answer();
  }

  private static String error(Answer answer) {
    assertThat(answer.json().has("code")).isFalse();
    return answer.outcome();
  }
}
