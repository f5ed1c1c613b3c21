package dev.gatehouse.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.bodies.BodyBytes;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MethodFiltersApiTest {
  private static final String THINGS = "/api/v1/things";
  private static final String GOOD = "{\"full_name\":\"a\",\"unit_amount\":1}";
  private static final JerseyService service = new JerseyService();

  @BeforeAll
  static void start() throws Exception {
    service.start();
  }

  @AfterAll
  static void stop() {
    service.stop();
  }

  private static String[] admin(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 2, more.length);
    all[0] = "Authorization";
    all[1] = "Bearer admin";
    return all;
  }

  @Test
  void theAuthenticationSchemeIsCaseInsensitive() {
    for (String scheme : new String[] {"Bearer", "bearer", "BEARER"}) {
      JerseyService.Answer answer = service.get(THINGS + "/me", "Authorization", scheme + " user");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(answer.body()).isEqualTo("{\"text\":\"7\"}");
    }
  }

  @Test
  void aMissingTokenIsChallengedWithoutAnError() {
    JerseyService.Answer answer = service.get(THINGS + "/me");
    assertThat(answer.problem()).isEqualTo("401 unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aBadTokenIsChallengedWithTheError() {
    for (String bad : new String[] {"Bearer a.b.c", "Bearer", "Bearer user x"}) {
      JerseyService.Answer answer = service.get(THINGS + "/me", "Authorization", bad);
      assertThat(answer.problem()).isEqualTo("401 invalid_token");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void anotherSchemeCountsAsNoToken() {
    for (String other : new String[] {"Basic eDp5", "Token user", "Beareruser", "Bearer: user"}) {
      assertThat(service.get(THINGS + "/me", "Authorization", other).problem())
          .isEqualTo("401 unauthenticated");
      assertThat(service.get(THINGS, "Authorization", other).status()).isEqualTo(200);
    }
  }

  @Test
  void aBadTokenIsRefusedOnPublicRoutesToo() {
    assertThat(service.get(THINGS, "Authorization", "Bearer x").problem())
        .isEqualTo("401 invalid_token");
  }

  @Test
  void authorizationIsIgnoredWhereNoCallerIsNeeded() {
    assertThat(service.get(THINGS + "/export", "Authorization", "Bearer x").status())
        .isEqualTo(200);
  }

  @Test
  void anUnavailableVerifierIsNotABadToken() {
    JerseyService.Answer answer = service.get(THINGS + "/me", "Authorization", "Bearer away");
    assertThat(answer.problem()).isEqualTo("503 unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aFailingVerifierLetsNobodyInAsAnonymous() {
    for (String path : new String[] {THINGS + "/me", THINGS}) {
      assertThat(service.get(path, "Authorization", "Bearer broken").problem())
          .isEqualTo("500 internal");
    }
  }

  @Test
  void anImpossibleIdIsNotFoundEvenWithoutAToken() {
    for (String id :
        new String[] {"0", "-1", "01", "1x", "+1", "9223372036854775808", "99999999999999999999"}) {
      assertThat(service.get(THINGS + "/" + id).problem()).isEqualTo("404 not_found");
    }
    assertThat(service.get(THINGS + "/9223372036854775807").problem())
        .isEqualTo("401 unauthenticated");
  }

  @Test
  void theChecksComeInTheOrderOfTheContract() {
    String[] badKey = {"Idempotency-Key", "a b"};
    assertThat(service.json("POST", THINGS, "x", badKey).problem())
        .isEqualTo("401 unauthenticated");
    String[] user = {"Authorization", "Bearer user", "Idempotency-Key", "a b"};
    assertThat(service.json("POST", THINGS, "x", user).problem()).isEqualTo("403 forbidden");
    byte[] big = new byte[BodyBytes.LIMIT + 1];
    assertThat(service.bytes("POST", THINGS, "application/json", big, admin(badKey)).problem())
        .isEqualTo("400 bad_request");
    assertThat(service.bytes("POST", THINGS, "application/json", big, admin()).problem())
        .isEqualTo("413 payload_too_large");
    assertThat(service.json("POST", THINGS, "{\"zzz\":1", admin()).problem())
        .isEqualTo("400 malformed_json");
    assertThat(service.json("POST", THINGS, "{\"zzz\":1}", admin()).problem())
        .isEqualTo("422 validation");
  }

  @Test
  void mediaTypesAreCheckedAfterTheRouteAndBeforeTheFields() {
    String[] html = {"Accept", "text/html"};
    assertThat(service.json("PUT", THINGS + "/me", "{}", html).problem())
        .isEqualTo("405 method_not_allowed");
    assertThat(service.json("POST", THINGS, "{\"zzz\":1}", admin(html)).problem())
        .isEqualTo("406 not_acceptable");
    assertThat(service.get(THINGS + "/99", admin(html)).problem()).isEqualTo("406 not_acceptable");
  }

  @Test
  void aWrongMethodIsRefusedBeforeABadToken() {
    JerseyService.Answer answer =
        service.json("PUT", THINGS + "/me", "{}", "Authorization", "Bearer x");
    assertThat(answer.problem()).isEqualTo("405 method_not_allowed");
    assertThat(answer.header("Allow")).contains("GET", "HEAD").doesNotContain("PUT");
  }

  @Test
  void anUnknownPathIsNotFoundWhateverAcceptAndTypeSay() {
    String[] odd = {"Accept", "text/html", "Content-Type", "a/b", "Authorization", "Bearer x"};
    assertThat(service.send("POST", "/no/such", BodyPublishers.ofString("x"), odd).problem())
        .isEqualTo("404 not_found");
  }

  @Test
  void aGarbledContentTypeIsABadRequest() {
    for (String type : new String[] {";;;", "json", "application/json/x", "a/b;charset=\"x"}) {
      assertThat(service.bytes("POST", THINGS, type, GOOD.getBytes(UTF_8), admin()).problem())
          .isEqualTo("400 bad_request");
    }
  }

  @Test
  void anyOtherContentTypeIsUnsupported() {
    for (String type :
        new String[] {
          "text/plain", "*/*", "application/*", "*/*;q=x", "application/json;charset=latin1"
        }) {
      assertThat(service.bytes("POST", THINGS, type, GOOD.getBytes(UTF_8), admin()).problem())
          .isEqualTo("415 unsupported_media_type");
    }
    String type = "Application/JSON; charset=\"UTF-8\"";
    assertThat(service.bytes("POST", THINGS, type, GOOD.getBytes(UTF_8), admin()).status())
        .isEqualTo(201);
  }

  @Test
  void aMissingContentTypeIsUnsupportedWithAndWithoutABody() {
    assertThat(service.send("POST", THINGS, BodyPublishers.ofString(GOOD), admin()).problem())
        .isEqualTo("415 unsupported_media_type");
    assertThat(service.send("POST", THINGS, BodyPublishers.noBody(), admin()).problem())
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void mergePatchIsForPatchOnly() {
    byte[] body = "{}".getBytes(UTF_8);
    String type = "application/merge-patch+json";
    assertThat(service.bytes("PATCH", THINGS + "/1", type, body, admin()).status()).isEqualTo(200);
    assertThat(service.bytes("PUT", THINGS + "/1", type, body, admin()).problem())
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void anAcceptThatRulesJsonOutIsRefused() {
    for (String accept :
        new String[] {
          "text/html", "application/json;q=0", "text/*", "text/html, image/png;q=0.9"
        }) {
      assertThat(service.get(THINGS, "Accept", accept).problem()).isEqualTo("406 not_acceptable");
      assertThat(service.get(THINGS + "/me", admin("Accept", accept)).problem())
          .isEqualTo("406 not_acceptable");
    }
  }

  @Test
  void jsonIsSentUnlessAcceptRulesItOut() {
    for (String accept :
        new String[] {
          "*/*", "application/*", "application/json;q=0.5, */*;q=0.1",
              "text/html, application/json",
          "application/json;v=1;charset=bogus", ";;;", "/", "application/json;q=abc"
        }) {
      JerseyService.Answer answer = service.get(THINGS, "Accept", accept);
      assertThat(answer.status()).as(accept).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void otherTypesAreMatchedAgainstAcceptToo() {
    assertThat(service.get(THINGS + "/export", "Accept", "text/*").header("Content-Type"))
        .isEqualTo("text/csv");
    assertThat(service.get(THINGS + "/export", "Accept", "application/json").problem())
        .isEqualTo("406 not_acceptable");
  }

  @Test
  void anAccessRuleIsCheckedAfterTheTokenAndBeforeTheKey() {
    String key = "Idempotency-Key";
    assertThat(
            service.json("POST", THINGS + "/restricted", "", "Authorization", "Bearer x").problem())
        .isEqualTo("401 invalid_token");
    assertThat(service.json("POST", THINGS + "/restricted", "", key, "a b").problem())
        .isEqualTo("403 forbidden");
    assertThat(service.json("POST", THINGS + "/restricted", "", admin(key, "a b")).problem())
        .isEqualTo("400 bad_request");
    JerseyService.Answer answer = service.json("POST", THINGS + "/restricted", "", admin());
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{}");
  }

  @Test
  void anIdempotencyKeyHasOneTo255VisibleCharacters() {
    assertThat(
            service.json("POST", THINGS, GOOD, admin("Idempotency-Key", "k".repeat(255))).status())
        .isEqualTo(201);
    for (String bad : new String[] {"", "a b", "k".repeat(256)}) {
      assertThat(service.json("POST", THINGS, GOOD, admin("Idempotency-Key", bad)).problem())
          .isEqualTo("400 bad_request");
    }
    assertThat(
            service
                .bytes(
                    "POST",
                    THINGS + "/login",
                    "application/x-www-form-urlencoded",
                    "username=a&password=b".getBytes(UTF_8),
                    "Idempotency-Key",
                    "a b")
                .status())
        .isEqualTo(200);
  }

  @Test
  void headIsGetWithoutABody() {
    JerseyService.Answer answer = service.send("HEAD", THINGS, BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEmpty();
    JerseyService.Answer missing = service.send("HEAD", "/no/such", BodyPublishers.noBody());
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void optionsSaysWhatIsAllowed() {
    JerseyService.Answer answer =
        service.send("OPTIONS", THINGS, BodyPublishers.noBody(), "Accept", "text/html");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Allow")).contains("GET", "POST");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aTrailingSlashMakesNoDifference() {
    assertThat(service.get(THINGS + "/").status()).isEqualTo(200);
    assertThat(service.get(THINGS + "/me/", admin()).status()).isEqualTo(200);
  }

  @Test
  void anUploadIsReadAsAStream() {
    byte[] csv = "a,b\n".getBytes(UTF_8);
    assertThat(service.bytes("POST", THINGS + "/import", "text/csv; charset=utf-8", csv).body())
        .isEqualTo("{\"text\":\"a,b\\n\"}");
    assertThat(service.bytes("POST", THINGS + "/import", "application/json", csv).problem())
        .isEqualTo("415 unsupported_media_type");
  }
}
