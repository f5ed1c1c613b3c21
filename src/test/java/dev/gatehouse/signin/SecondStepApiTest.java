package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SecondStepApiTest {
  private static final String REFUSED = "401 invalid_mfa_code";

  private final Service service = Service.shared();
  private final Person ann = service.person();
  private final Authenticator app = Authenticator.of(ann, service.clock());

  @Test
  void theRightPasswordLeadsToACodeAndTheCodeToTokens() {
    Answer first = service.login(ann.email(), Person.PASSWORD).answer();
    assertThat(first.outcome()).isEqualTo("403 mfa_required");
    assertThat(first.number("expires_in")).isEqualTo(300);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");

    Answer second = code(first.text("mfa_token"), app.next()).answer();

    assertThat(second.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in");
    Person signedIn = ann.with(Person.Tokens.of(second));
    assertThat(signedIn.me().answer().status()).isEqualTo(200);
    assertThat(signedIn.refresh().answer().status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordTellsNothingOfASecondFactor() {
    assertThat(service.login(ann.email(), "wrong").answer().outcome())
        .isEqualTo("401 bad_credentials");
  }

  @Test
  void theCodeThatTurnedItOnIsUsedUp() {
    assertThat(code(token(), app.code()).answer().outcome()).isEqualTo(REFUSED);
    assertThat(code(token(), app.code(-1)).answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void aCodeOfTheStepBeforeOrAfterSignsInButNoneBeforeTheLastUsed() {
    service.clock().advance(Authenticator.STEP.multipliedBy(3));
    assertThat(code(token(), app.code(-2)).answer().outcome()).isEqualTo(REFUSED);
    assertThat(code(token(), app.code(2)).answer().outcome()).isEqualTo(REFUSED);
    assertThat(code(token(), app.code(-1)).answer().outcome()).isEqualTo("200");
    assertThat(code(token(), app.code(1)).answer().outcome()).isEqualTo("200");
    assertThat(code(token(), app.code()).answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void anMfaTokenIsUsedOnce() {
    String token = token();
    code(token, app.next()).answer().expect(200);

    assertThat(code(token, app.next()).answer().outcome()).isEqualTo(REFUSED);
    assertThat(code(token(), app.code()).answer().outcome()).isEqualTo("200");
  }

  @Test
  void aWrongCodeLeavesTheTokenGood() {
    String token = token();

    assertThat(code(token, app.wrong()).answer().outcome()).isEqualTo(REFUSED);
    assertThat(code(token, app.next()).answer().outcome()).isEqualTo("200");
  }

  @Test
  void oneCodeSentManyTimesAtOnceSignsInOnce() {
    List<String> tokens = List.of(token(), token(), token());
    String code = app.next();

    List<Answer> answers = service.atOnce(6, n -> code(tokens.get(n % 3), code));

    assertThat(answers).extracting(Answer::outcome).containsOnly("200", REFUSED);
    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
  }

  @Test
  void oneTokenWithManyRecoveryCodesAtOnceSignsInOnce() {
    String token = token();

    List<Answer> answers = service.atOnce(6, n -> code(token, app.recoveryCodes().get(n)));

    assertThat(answers).extracting(Answer::outcome).containsOnly("200", REFUSED);
    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    long good =
        app.recoveryCodes().stream()
            .filter(code -> code(token(), code).answer().status() == 200)
            .count();
    assertThat(good).as("those that were of no avail are still good").isEqualTo(9);
  }

  @Test
  void aRecoveryCodeSentManyTimesAtOnceSignsInOnce() {
    List<String> tokens = List.of(token(), token(), token());

    List<Answer> answers =
        service.atOnce(6, n -> code(tokens.get(n % 3), app.recoveryCodes().get(0)));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
  }

  @Test
  void anMfaTokenLastsFiveMinutes() {
    String token = token();
    service.clock().advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(code(token, app.wrong()).answer().outcome()).isEqualTo(REFUSED);
    service.clock().advance(Duration.ofSeconds(1));

    assertThat(code(token, app.next()).answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void anMfaTokenDiesWithThePasswordThatItCameFrom() {
    String token = token();
    ann.put("/api/v1/users/me/password")
        .json(
            "new_password",
            "another horse 43",
            "current_password",
            Person.PASSWORD,
            "code",
            app.next())
        .answer()
        .expect(204);

    assertThat(code(token, app.next()).answer().outcome()).isEqualTo(REFUSED);
    assertThat(trail(ann, 1).each("action")).containsExactly("signin.failed");
  }

  @Test
  void aDisabledUsersMfaTokenIsNoGood() {
    String token = token();
    service.admin().disables(ann).answer().expect(200);

    assertThat(code(token, app.next()).answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void anAccountThatChangedAfterThePasswordIsARefusalInTheTrail() {
    refusesAfter(patch -> patch.json("is_active", false));
    refusesAfter(patch -> patch.json("email", Service.newEmail()));
  }

  private void refusesAfter(Function<Call, Call> change) {
    Person bob = service.person();
    Authenticator bobs = Authenticator.of(bob, service.clock());
    String token =
        service.login(bob.email(), Person.PASSWORD).answer().expect(403).text("mfa_token");
    change.apply(service.admin().patch(bob.path())).answer().expect(200);

    assertThat(code(token, bobs.next()).answer().outcome()).isEqualTo(REFUSED);

    Answer trail = trail(bob, 1);
    assertThat(trail.each("action")).containsExactly("signin.failed");
    assertThat(trail.json().at("/items/0/detail/reason").asText()).isEqualTo("invalid_mfa_code");
    assertThat(trail.json().at("/items/0/actor_id").isNull()).isTrue();
  }

  @Test
  void anMfaTokenDoesNotOutliveTheFactor() {
    String token = token();
    service.admin().delete(ann.path() + "/mfa").answer().expect(204);

    assertThat(code(token, app.next()).answer().outcome()).isEqualTo(REFUSED);
    assertThat(trail(ann, 1).each("action")).containsExactly("signin.failed");
  }

  @Test
  void aTokenThatNobodyWasGivenIsRefusedLikeAnyOther() {
    Answer unknown = code("no-such-token", "000000").answer();

    assertThat(unknown.outcome()).isEqualTo(REFUSED);
    assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(service.post("/api/v1/auth/mfa").json("code", 5).answer().fields())
        .containsExactlyInAnyOrder("mfa_token", "code");
  }

  @Test
  void theTrailSaysWhichFactorOpenedASessionAndWhichCodeWasWrong() {
    code(token(), app.wrong()).answer().expect(401);
    code(token(), app.next()).answer().expect(200);
    code(token(), app.recoveryCodes().get(0)).answer().expect(200);

    Answer trail = trail(ann, 4);

    assertThat(trail.each("action"))
        .containsExactly(
            "session.created", "mfa.recovery_code_used", "session.created", "mfa.failed");
    assertThat(trail.json().at("/items/0/detail/factor").asText()).isEqualTo("recovery_code");
    assertThat(trail.json().at("/items/2/detail/factor").asText()).isEqualTo("totp");
  }

  private Answer trail(Person person, int limit) {
    return service
        .admin()
        .get("/api/v1/audit?limit=" + limit + "&target=user:" + person.id())
        .answer();
  }

  private String token() {
    return service.login(ann.email(), Person.PASSWORD).answer().expect(403).text("mfa_token");
  }

  private Call code(String token, String code) {
    return service.post("/api/v1/auth/mfa").json("mfa_token", token, "code", code);
  }
}
