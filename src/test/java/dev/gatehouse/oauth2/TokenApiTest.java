package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The grants by which people sign in. */
class TokenApiTest {
  private static final String INVALID_REQUEST = "400 invalid_request";
  private static final String INVALID_GRANT = "400 invalid_grant";
  private static final String INVALID_SCOPE = "400 invalid_scope";

  private final Service service = Service.shared();

  @Test
  void aPasswordGetsTokensThatDoWhatThoseOfASignInDo() {
    Person ann = service.account(Service.newEmail());

    Answer answer = password(ann).expect(200);

    assertThat(answer.text("token_type")).isEqualTo("bearer");
    assertThat(answer.number("expires_in")).isEqualTo(1800);
    assertThat(answer.number("refresh_expires_in")).isEqualTo(30 * 86_400);
    assertThat(answer.json().has("scope")).isFalse();
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    Person signedIn = ann.with(Tokens.of(answer));
    assertThat(signedIn.me().answer().id()).isEqualTo(ann.id());
    assertThat(signedIn.refresh().answer().status()).isEqualTo(200);
  }

  @Test
  void errorsAreThoseOfTheRfcWhateverLayerFindsThem() {
    Person ann = service.account(Service.newEmail());
    String email = ann.email();
    Map<String, List<String>> bodies =
        Map.of(
            INVALID_REQUEST,
            List.of(
                "",
                "grant_type=",
                "grant_type=password",
                "username=a&password=b",
                "grant_type=password&grant_type=password&username=a&password=b",
                "grant_type=password&username=" + email + "&password=",
                "grant_type=password&username=&password=b",
                "grant_type=password&username=" + email + "&username=" + email + "&password=b",
                "grant_type=password&username=a%00b&password=b",
                "grant_type=password&username=%ff&password=b",
                "grant_type=password&username=a&password=b&client_id=sa-1",
                "grant_type=password&username=a&password=b&client_id=sa-x",
                "grant_type=password&username=a&password=b&scope=" + "x".repeat(4097),
                "grant_type=refresh_token",
                "grant_type=refresh_token&refresh_token="),
            INVALID_GRANT,
            List.of(
                "grant_type=password&username=" + email + "&password=wrong",
                "grant_type=password&username=nobody@people.example&password=wrong",
                "grant_type=refresh_token&refresh_token=x",
                "grant_type=refresh_token&refresh_token=x&client_id=web",
                "grant_type=refresh_token&refresh_token=x&scope=me:read"),
            INVALID_SCOPE,
            List.of(
                "grant_type=password&username=a&password=b&scope=openid",
                "grant_type=password&username=a&password=b&scope=me:read+openid",
                "grant_type=refresh_token&refresh_token=x&scope=nonsense"),
            "400 unsupported_grant_type",
            List.of(
                "grant_type=authorization_code&code=x",
                "grant_type=Password&username=a&password=b",
                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer"));

    bodies.forEach(
        (expected, sent) ->
            sent.forEach(
                body -> {
                  Answer answer = send(body).answer();
                  assertThat(error(answer)).as(body).isEqualTo(expected);
                  assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                  assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                  assertThat(answer.text("error_description")).matches("[ !#-\\[\\]-~]+");
                }));
    assertThat(send("grant_type=password&username=a&username=b").answer().text("error_description"))
        .contains("username must not be repeated");
  }

  @Test
  void whatOAuthHasNoNameForIsAProblem() {
    assertThat(service.get("/oauth2/token").answer().outcome()).isEqualTo("405 method_not_allowed");
    assertThat(service.post("/oauth2/token").json("grant_type", "password").answer().outcome())
        .isEqualTo("415 unsupported_media_type");
    assertThat(send("x=" + "y".repeat(1 << 20)).answer().outcome())
        .isEqualTo("413 payload_too_large");
  }

  @Test
  void unknownFieldsAndAuthorizationAreNotLookedAt() {
    Person ann = service.account(Service.newEmail());
    String form =
        "grant_type=password&x=1&x=2&%00=&username=" + ann.email() + "&password=" + PASSWORD;

    for (String header : List.of("Bearer nonsense", "Basic nonsense", "Basic c2EtMTp4")) {
      assertThat(send(form).header("Authorization", header).answer().status()).isEqualTo(200);
    }
  }

  private static final String PASSWORD = Person.PASSWORD.replace(' ', '+');

  @Test
  void whatIsSaidAfterTheRightPasswordAloneIsAnInvalidGrant() {
    Person ann = service.person();
    service.admin().disables(ann).answer().expect(200);

    assertThat(error(password(ann))).isEqualTo(INVALID_GRANT);
    assertThat(password(ann).text("error_description")).contains("disabled");
  }

  @Test
  void theSecondFactorIsGivenAtTheSecondStep() {
    Person ann = service.person();
    Authenticator app = Authenticator.of(ann, service.clock());

    Answer refused = password(ann, "scope", "me:read");
    assertThat(error(refused)).isEqualTo("400 mfa_required");
    assertThat(refused.number("expires_in")).isEqualTo(300);

    Answer answer =
        service
            .post("/api/v1/auth/mfa")
            .json("mfa_token", refused.text("mfa_token"), "code", app.next())
            .answer()
            .expect(200);
    assertThat(answer.text("scope")).isEqualTo("me:read");
  }

  @Test
  void aScopeIsWhatIsHeldOfWhatWasAsked() {
    Person ed = service.holder("products:write", "jobs:read");

    Answer answer = password(ed, "scope", "jobs:read audit:read me:read").expect(200);
    assertThat(answer.text("scope")).isEqualTo("jobs:read me:read");
    assertThat(error(password(ed, "scope", "audit:read"))).isEqualTo(INVALID_SCOPE);
    assertThat(error(password(ed, "scope", "audit:read jobs:READ"))).isEqualTo(INVALID_SCOPE);
    assertThat(password(ed, "scope", "").expect(200).json().has("scope")).isFalse();
  }

  @Test
  void aRefreshMayNarrowItsAccessTokenAndNeverWidensIt() {
    Person ed = service.holder("products:write", "jobs:read");
    Answer first = password(ed, "scope", "jobs:read me:read").expect(200);

    Answer narrowed = refresh(first, "scope", "me:read").expect(200);
    assertThat(narrowed.text("scope")).isEqualTo("me:read");
    Person limited = ed.with(Tokens.of(narrowed));
    assertThat(limited.me().answer().status()).isEqualTo(200);
    assertThat(limited.get("/api/v1/jobs").answer().outcome()).isEqualTo("403 insufficient_scope");

    assertThat(error(refresh(narrowed, "scope", "me:read products:write")))
        .isEqualTo(INVALID_SCOPE);
    Answer full = refresh(narrowed).expect(200);
    assertThat(full.text("scope")).isEqualTo("jobs:read me:read");
    assertThat(ed.with(Tokens.of(full)).get("/api/v1/jobs").answer().status()).isEqualTo(200);
  }

  @Test
  void theRefreshOfASessionWithoutScopeCanBeNarrowedToWhatIsHeld() {
    Person ed = service.holder("jobs:read");
    Answer first = password(ed).expect(200);

    Answer narrowed = refresh(first, "scope", "me:read audit:read").expect(200);
    assertThat(narrowed.text("scope")).isEqualTo("me:read");
    Person limited = ed.with(Tokens.of(narrowed));
    assertThat(limited.get("/api/v1/jobs").answer().outcome()).isEqualTo("403 insufficient_scope");
    assertThat(error(refresh(narrowed, "scope", "audit:read"))).isEqualTo(INVALID_SCOPE);
    assertThat(refresh(narrowed).expect(200).json().has("scope")).isFalse();
  }

  @Test
  void aRefreshTokenIsThatOfItsClient() {
    Person ann = service.account(Service.newEmail());
    Answer first = password(ann, "client_id", "web").expect(200);

    for (String other : List.of("app", "sa-1", "gatehouse", "Web")) {
      assertThat(error(refresh(first, "client_id", other))).isEqualTo(INVALID_GRANT);
    }
    assertThat(refresh(first, "client_id", "web").status()).isEqualTo(200);
    assertThat(refresh(first, "client_id", "").status()).isEqualTo(200);
  }

  /** What is refused for its scope or client uses nothing up. */
  @Test
  void aRefreshThatIsRefusedLeavesTheSessionAsItIs() {
    Person ann = service.account(Service.newEmail());
    Answer first = password(ann, "client_id", "web", "scope", "me:read").expect(200);
    Answer second = refresh(first).expect(200);
    Answer third = refresh(second).expect(200);
    service.clock().advance(Duration.ofSeconds(11));

    assertThat(error(refresh(third, "client_id", "app"))).isEqualTo(INVALID_GRANT);
    assertThat(error(refresh(third, "scope", "me:write"))).isEqualTo(INVALID_SCOPE);
    Answer fourth = refresh(third).expect(200);
    assertThat(error(refresh(first, "scope", "me:write"))).as("reuse").isEqualTo(INVALID_GRANT);
    assertThat(error(refresh(fourth))).isEqualTo(INVALID_GRANT);
  }

  @Test
  void aSignInDoesNotTakeTheNameOfAServiceAccount() {
    Person ann = service.account(Service.newEmail());

    for (String clientId : List.of("sa-1", "sa-", "sa-x")) {
      Answer answer =
          service
              .post("/api/v1/auth/login")
              .form("username", ann.email(), "password", Person.PASSWORD, "client_id", clientId)
              .answer();
      assertThat(answer.outcome()).isEqualTo("422 validation");
      assertThat(answer.fields()).containsExactly("client_id");
    }
  }

  @Test
  void signInsAreAuditedAndCountedAsAtLogin() {
    Person ann = service.account(Service.newEmail());
    password(ann, "client_id", "web").expect(200);
    send("grant_type=password&username=" + ann.email() + "&password=wrong").answer();

    Answer trail = service.admin().get("/api/v1/audit?target=user:" + ann.id()).answer();
    assertThat(trail.each("action")).startsWith("signin.failed", "session.created");
    assertThat(trail.json().at("/items/1/detail/client_id").asText()).isEqualTo("web");
    assertThat(service.metrics()).contains("gatehouse_sign_ins_total{outcome=\"bad_credentials\"}");
  }

  @Test
  void refreshesAtOnceWithAndWithoutAScopeKeepTheSession() {
    Person ed = service.holder("jobs:read");
    Answer first = password(ed, "scope", "jobs:read me:read").expect(200);
    String refreshToken = first.text("refresh_token");

    List<Answer> answers =
        service.atOnce(
            12,
            n ->
                form(
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    refreshToken,
                    "scope",
                    n % 2 == 0 ? "me:read" : ""));

    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i).expect(200);
      String scope = i % 2 == 0 ? "me:read" : "jobs:read me:read";
      assertThat(answer.text("scope")).isEqualTo(scope);
      Person limited = ed.with(Tokens.of(answer));
      assertThat(limited.get("/api/v1/jobs").answer().status()).isEqualTo(i % 2 == 0 ? 403 : 200);
    }
    assertThat(answers)
        .extracting(answer -> answer.text("refresh_token"))
        .containsOnly(answers.get(0).text("refresh_token"));
  }

  @Test
  void theSessionOfAnOlderReleaseRefreshesAsOneByPassword() {
    Person ann = service.person();
    TestDatabase.execute(
        service.database(), "update session set amr = null where user_id = " + ann.id());

    JsonNode claims = Jwts.claims(ann.refresh().answer().expect(200).text("access_token"));

    assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
  }

  private Answer password(Person person, String... more) {
    List<String> form =
        new ArrayList<>(
            List.of(
                "grant_type", "password", "username", person.email(), "password", Person.PASSWORD));
    form.addAll(Arrays.asList(more));
    return form(form.toArray(String[]::new)).answer();
  }

  private Answer refresh(Answer tokens, String... more) {
    List<String> form =
        new ArrayList<>(
            List.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token")));
    form.addAll(Arrays.asList(more));
    return form(form.toArray(String[]::new)).answer();
  }

  private Call form(String... form) {
    return service.post("/oauth2/token").form(form);
  }

  private Call send(String body) {
    return service.post("/oauth2/token").body("application/x-www-form-urlencoded", body);
  }

  private static String error(Answer answer) {
    assertThat(answer.json().has("code")).isFalse();
    return answer.outcome();
  }
}
