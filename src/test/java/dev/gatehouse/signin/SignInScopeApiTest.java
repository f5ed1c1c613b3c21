package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that are limited to a scope. */
class SignInScopeApiTest {
  private static final String INSUFFICIENT = "403 insufficient_scope";
  private static final String FORBIDDEN = "403 forbidden";
  private static final String INVALID = "400 invalid_scope";
  private static final String PASSED_OVER = "unheard-of openid users:read:all PRODUCTS:WRITE";

  private final Service service = Service.shared();
  private final Person ed = service.holder("products:write", "jobs:read");

  @Test
  void aScopeIsWhatIsKnownAndHeldOfWhatWasAsked() {
    Answer answer = asking(ed, " products:write  openid me:read audit:read me:read\t").answer();

    assertThat(answer.expect(200).text("scope")).isEqualTo("me:read products:write");
    assertThat(claims(answer).path("scope").asText()).isEqualTo("me:read products:write");
    Person limited = ed.with(Person.Tokens.of(answer));
    assertThat(permissions(limited)).containsExactly("me:read", "products:write");
    assertThat(outcome(limited.post("/api/v1/products").json())).isEqualTo("422 validation");
    Answer refused = limited.get("/api/v1/jobs").answer();
    assertThat(refused.outcome()).isEqualTo(INSUFFICIENT);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
    assertThat(outcome(limited.get("/api/v1/audit"))).isEqualTo(FORBIDDEN);
    assertThat(outcome(ed.get("/api/v1/jobs"))).isEqualTo("200");
    JsonNode opened =
        service
            .admin()
            .get("/api/v1/audit?action=session.created&limit=2&actor=" + ed.id())
            .answer()
            .expect(200)
            .json()
            .path("items");
    assertThat(opened.at("/0/detail/scope").textValue()).isEqualTo("me:read products:write");
    assertThat(opened.at("/1/detail").has("scope")).isFalse();
  }

  @Test
  void wordsThatAreNoPermissionArePassedOverAsIfNoneWasSent() {
    for (String scope : List.of("", "   ", PASSED_OVER)) {
      Answer answer = asking(ed, scope).answer().expect(200);

      assertThat(answer.json().has("scope")).isFalse();
      assertThat(claims(answer).has("scope")).isFalse();
      assertThat(permissions(ed.with(Person.Tokens.of(answer))))
          .containsExactly("jobs:read", "me:read", "me:write", "products:write");
    }
  }

  @Test
  void aScopeOfWhichTheOwnerHoldsNothingIsRefusedAfterTheRightPasswordAlone() {
    int sessions = sessions(ed);

    Answer answer = asking(ed, "audit:read roles:write openid").answer();
    assertThat(answer.outcome()).isEqualTo(INVALID);
    assertThat(
            service
                .post("/api/v1/auth/login")
                .form("username", ed.email(), "password", "wrong", "scope", "audit:read")
                .answer()
                .outcome())
        .isEqualTo("401 bad_credentials");

    assertThat(sessions(ed)).isEqualTo(sessions);
    assertThat(reasons(ed)).containsExactly("bad_credentials", "invalid_scope");
  }

  @Test
  void aScopeThatIsRefusedIsNoWrongSignIn() {
    for (int i = 0; i < 12; i++) {
      assertThat(asking(ed, "audit:read").answer().outcome()).isEqualTo(INVALID);
    }
    assertThat(asking(ed, "jobs:read").answer().expect(200).text("scope")).isEqualTo("jobs:read");
  }

  @Test
  void aScopeIsBounded() {
    assertThat(asking(ed, "jobs:read " + "x".repeat(4086)).answer().expect(200).text("scope"))
        .isEqualTo("jobs:read");
    Answer tooLong = asking(ed, "jobs:read " + "x".repeat(4087)).answer();
    assertThat(tooLong.outcome()).isEqualTo("422 validation");
    assertThat(tooLong.fields()).containsExactly("scope");
  }

  @Test
  void aRefreshKeepsTheScope() {
    Person limited = ed.scoped("me:read");

    Answer answer = limited.refresh().answer().expect(200);
    assertThat(answer.text("scope")).isEqualTo("me:read");
    assertThat(claims(answer).path("scope").asText()).isEqualTo("me:read");
    Person refreshed = limited.with(Person.Tokens.of(answer));
    assertThat(permissions(refreshed)).containsExactly("me:read");
    assertThat(outcome(refreshed.get("/api/v1/jobs"))).isEqualTo(INSUFFICIENT);

    service.clock().advance(Duration.ofSeconds(11));
    Answer recovered = limited.refresh().answer().expect(200);
    assertThat(recovered.text("scope")).isEqualTo("me:read");
  }

  @Test
  void theSecondStepKeepsTheScope() {
    Authenticator app = Authenticator.of(ed, service.clock());

    Answer answer = code(asking(ed, "jobs:read audit:read"), app.next()).expect(200);

    assertThat(answer.text("scope")).isEqualTo("jobs:read");
    Person limited = ed.with(Person.Tokens.of(answer));
    assertThat(outcome(limited.get("/api/v1/jobs"))).isEqualTo("200");
    assertThat(outcome(limited.me())).isEqualTo(INSUFFICIENT);
    assertThat(code(asking(ed, ""), app.next()).expect(200).json().has("scope")).isFalse();
  }

  @Test
  void theSecondStepTellsWhatIsHeldOnlyAfterTheCodeWhichStaysGood() {
    Authenticator app = Authenticator.of(ed, service.clock());
    int sessions = sessions(ed);
    String recoveryCode = app.recoveryCodes().get(0);

    assertThat(code(asking(ed, "audit:read"), app.wrong()).outcome())
        .isEqualTo("401 invalid_mfa_code");
    assertThat(code(asking(ed, "audit:read"), recoveryCode).outcome()).isEqualTo(INVALID);

    assertThat(sessions(ed)).isEqualTo(sessions);
    assertThat(reasons(ed)).containsExactly("invalid_scope");
    code(asking(ed, "jobs:read"), recoveryCode).expect(200);
  }

  /** A node of a release that knows no scope reads the row without its column. */
  @Test
  void anOlderNodeOpensNoSessionWithoutTheScope() {
    Authenticator app = Authenticator.of(ed, service.clock());
    String token = asking(ed, "jobs:read").answer().text("mfa_token");
    TestDatabase.execute(
        service.database(), "update mfa_token set scope = null where user_id = " + ed.id());

    assertThat(code(token, app.next()).outcome()).isEqualTo("401 invalid_mfa_code");
  }

  @Test
  void aTokenNeverHasMoreThanItsOwnerHasNow() {
    Person limited = ed.scoped("jobs:read", "products:write");

    service.give(ed, service.role("products:write", "audit:read"));

    assertThat(outcome(limited.get("/api/v1/jobs"))).isEqualTo(FORBIDDEN);
    assertThat(outcome(limited.post("/api/v1/products").json())).isEqualTo("422 validation");
    assertThat(outcome(limited.get("/api/v1/audit"))).isEqualTo(INSUFFICIENT);
    service.give(ed, service.role("jobs:read"));
    assertThat(outcome(limited.get("/api/v1/jobs"))).isEqualTo("200");
  }

  @Test
  void ownRoutesNeedTheirPermissionInTheScope() {
    Person limited = ed.scoped("jobs:read");
    assertThat(outcome(limited.me())).isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.get("/api/v1/users/me/sessions"))).isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.get(ed.path()))).isEqualTo(INSUFFICIENT);

    Person reader = ed.scoped("me:read");
    assertThat(outcome(reader.me())).isEqualTo("200");
    assertThat(outcome(reader.patch("/api/v1/users/me").json("full_name", "Ed")))
        .isEqualTo(INSUFFICIENT);

    for (Person each : List.of(limited, reader)) {
      assertThat(outcome(each.get("/api/v1/permissions"))).isEqualTo("200");
      assertThat(outcome(each.logout())).isEqualTo("204");
      assertThat(outcome(each.logout())).isEqualTo("401 invalid_token");
    }
  }

  @Test
  void theBoundHoldsForTheScopeOfAnAdministrator() {
    Person ann = service.admin();
    Person limited = ann.scoped("users:write", "roles:write", "jobs:read");
    Person bob = service.person();
    String other = service.role("audit:read");

    assertThat(outcome(limited.patch(bob.path()).json("is_admin", true))).isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.patch(bob.path()).json("roles", List.of(other))))
        .isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.disables(service.admin()))).isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.disables(service.holder("audit:read")))).isEqualTo(INSUFFICIENT);
    assertThat(
            outcome(
                limited.patch("/api/v1/roles/" + other).json("permissions", List.of("jobs:read"))))
        .isEqualTo(INSUFFICIENT);
    assertThat(outcome(limited.patch(bob.path()).json("roles", List.of(service.role("jobs:read")))))
        .isEqualTo("200");
    assertThat(outcome(limited.disables(bob))).isEqualTo("200");
  }

  private Call asking(Person person, String scope) {
    return service
        .post("/api/v1/auth/login")
        .form("username", person.email(), "password", Person.PASSWORD, "scope", scope);
  }

  private Answer code(Call login, String code) {
    return code(login.answer().text("mfa_token"), code);
  }

  private Answer code(String token, String code) {
    return service.post("/api/v1/auth/mfa").json("mfa_token", token, "code", code).answer();
  }

  private static String outcome(Call call) {
    return call.answer().outcome();
  }

  private static List<String> permissions(Person person) {
    List<String> names = new ArrayList<>();
    person
        .me()
        .answer()
        .expect(200)
        .json()
        .path("permissions")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  private int sessions(Person person) {
    return Integer.parseInt(
        TestDatabase.text(
            service.database(), "select count(*) from session where user_id = " + person.id()));
  }

  /** Why sign-ins of the account were refused, newest first. */
  private List<String> reasons(Person person) {
    Answer trail =
        service
            .admin()
            .get("/api/v1/audit?action=signin.failed&target=user:" + person.id())
            .answer();
    return trail.expect(200).json().path("items").findValuesAsText("reason");
  }

  private static JsonNode claims(Answer answer) {
    String claims = answer.text("access_token").split("\\.", -1)[1];
    return Json.read(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
  }
}
