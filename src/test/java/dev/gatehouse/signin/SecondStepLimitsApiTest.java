package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SecondStepLimitsApiTest {
  private static final String WRONG = "401 invalid_mfa_code";
  private static final String LIMITED = "429 too_many_requests";
  private static final String[] SETTINGS = {
    "APP_LIMITS",
    "on",
    "APP_LIMIT_SIGN_UP_PER_ADDRESS",
    "1000/1m",
    "APP_LIMIT_SIGN_IN_PER_ADDRESS",
    "1000/1m",
    "APP_LIMIT_MFA_IN_A_ROW",
    "12",
    "APP_JWT_EXP_MINUTES",
    "1440"
  };
  private static final Service SERVICE = Service.start(SETTINGS);
  private static final Service OTHER_NODE =
      Service.startOn(SERVICE.database(), SERVICE.clock(), SETTINGS);

  private final Person ann = SERVICE.person();
  private final Authenticator app = Authenticator.of(ann, SERVICE.clock());

  @AfterAll
  static void close() {
    OTHER_NODE.close();
    SERVICE.close();
  }

  @Test
  void fiveWrongCodesEndTheToken() {
    String token = token();
    assertThat(wrong(5, token)).containsOnly(WRONG);

    assertThat(code(SERVICE, token, app.next()).answer().outcome()).isEqualTo(WRONG);
    assertThat(code(SERVICE, token(), app.code()).answer().outcome()).isEqualTo("200");
  }

  @Test
  void theTokenOfADisabledUserLeavesNoMoreRefusalsThanItMayHaveWrongCodes() {
    String token = token();
    SERVICE.admin().disables(ann).answer().expect(200);

    for (int i = 0; i < 7; i++) {
      assertThat(code(SERVICE, token, app.next()).answer().outcome()).isEqualTo(WRONG);
    }

    assertThat(recorded("signin.failed")).isEqualTo(5);
    assertThat(recorded("mfa.failed")).isZero();
  }

  @Test
  void triesOfATokenThatHasEndedAreNotCounted() {
    String ended = token();
    wrong(20, ended);

    assertThat(wrong(4, token())).containsOnly(WRONG);
    assertThat(code(SERVICE, token(), app.next()).answer().outcome()).isEqualTo("200");
  }

  @Test
  void afterTenWrongOnesOfAnAccountTheRightOneIsRefusedToo() {
    wrong(5, token());
    SERVICE.clock().advance(Duration.ofSeconds(60));
    wrong(4, token());
    wrong(1, token());
    String token = token();

    Answer refused = code(OTHER_NODE, token, app.next()).answer();

    assertThat(refused.outcome()).isEqualTo(LIMITED);
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"mfa_per_account\";q=10;w=900");
    assertThat(refused.header("Retry-After")).isEqualTo("810");
    assertThat(proof(app.code()).outcome()).isEqualTo(LIMITED);
    SERVICE.clock().advance(Duration.ofSeconds(810));
    assertThat(code(SERVICE, token(), app.code()).answer().outcome()).isEqualTo("200");
  }

  @Test
  void ofManyWrongOnesAtOnceOnTwoNodesFiveOfATokenAndTenOfAnAccountAreJudged() {
    List<String> tokens = List.of(token(), token(), token());

    List<String> outcomes =
        SERVICE
            .atOnce(
                60, n -> code(n % 2 == 0 ? SERVICE : OTHER_NODE, tokens.get(n % 3), app.wrong()))
            .stream()
            .map(Answer::outcome)
            .toList();

    assertThat(outcomes).containsOnly(WRONG, LIMITED);
    assertThat(countedWrong()).isEqualTo(10);
    assertThat(recorded("mfa.failed")).isEqualTo(10);
    assertThat(recorded("signin.limited")).isEqualTo(1);
    assertThat(proof(app.next()).outcome()).isEqualTo(LIMITED);
  }

  @Test
  void ofManyWrongOnesAtOnceForOneTokenFiveAreCounted() {
    String token = token();

    SERVICE.atOnce(20, n -> code(n % 2 == 0 ? SERVICE : OTHER_NODE, token, app.wrong()));

    assertThat(countedWrong()).isEqualTo(5);
    assertThat(recorded("mfa.failed")).isEqualTo(5);
    assertThat(proof(app.next()).status()).isEqualTo(204);
  }

  @Test
  void aRightCodeIsNotJudgedBeforeAWrongOneThatWaitsToBeCounted() {
    String token = token();
    wrong(4, token);
    CompletableFuture<Answer> wrong;
    try (OpenTransaction open =
        OpenTransaction.running(
            SERVICE.database(),
            "select from rate_counter where name = 'mfa_per_account' for update")) {
      Call lastWrong = code(SERVICE, token, app.wrong());
      wrong = CompletableFuture.supplyAsync(lastWrong::answer);
      open.awaitWaiters(1);
      Call rightOne = code(OTHER_NODE, token, app.next());
      CompletableFuture<Answer> right = CompletableFuture.supplyAsync(rightOne::answer);
      open.awaitWaiters(2);
      open.commit();

      assertThat(right.join().outcome()).isEqualTo(WRONG);
    }
    assertThat(wrong.join().outcome()).isEqualTo(WRONG);
    assertThat(countedWrong()).isEqualTo(5);
  }

  @Test
  void wrongCodesOfProofsAndOfTheFirstCodeCountAsWell() {
    assertThat(IntStream.range(0, 10).mapToObj(n -> proof(app.wrong()).outcome()))
        .containsOnly("422 invalid_mfa_code");
    assertThat(proof(app.next()).outcome()).isEqualTo(LIMITED);
    assertThat(code(SERVICE, token(), app.code()).answer().outcome()).isEqualTo(LIMITED);

    Person bob = SERVICE.person();
    String secret =
        bob.post(Authenticator.TOTP)
            .json("current_password", Person.PASSWORD)
            .answer()
            .text("secret");
    Authenticator other = Authenticator.showing(secret, SERVICE.clock());
    assertThat(IntStream.range(0, 10).mapToObj(n -> first(bob, other.wrong())))
        .containsOnly("422 invalid_mfa_code");
    assertThat(first(bob, other.code())).isEqualTo(LIMITED);
  }

  @Test
  void tooManyInARowCloseTheFactorWhichLooksLikeAnotherWrongCode() {
    wrongInARow(12);
    SERVICE.clock().advance(Duration.ofMinutes(15));

    assertThat(code(SERVICE, token(), app.next()).answer().outcome()).isEqualTo(WRONG);
    assertThat(code(SERVICE, token(), app.recoveryCodes().get(0)).answer().outcome())
        .isEqualTo(WRONG);
    assertThat(proof(app.code()).outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(SERVICE.admin().get("/api/v1/audit?target=user:" + ann.id()).answer().each("action"))
        .containsOnlyOnce("mfa.closed");
    assertThat(ann.me().answer().flag("mfa_enabled")).isTrue();
  }

  @Test
  void aRightCodeEndsTheRow() {
    wrongInARow(11);
    assertThat(code(SERVICE, token(), app.recoveryCodes().get(0)).answer().outcome())
        .isEqualTo("200");
    SERVICE.clock().advance(Duration.ofMinutes(15));
    wrongInARow(11);

    assertThat(code(SERVICE, token(), app.next()).answer().outcome()).isEqualTo("200");
  }

  /** No more than four of a token, and no more than ten in a quarter of an hour. */
  private void wrongInARow(int count) {
    for (int i = 0; i < count; i++) {
      SERVICE.clock().advance(Duration.ofMinutes(2));
      assertThat(wrong(1, token())).containsOnly(WRONG);
    }
  }

  private List<String> wrong(int times, String token) {
    return IntStream.range(0, times)
        .mapToObj(
            n -> code(n % 2 == 0 ? SERVICE : OTHER_NODE, token, app.wrong()).answer().outcome())
        .toList();
  }

  private int countedWrong() {
    return Jdbi.create(Database.longRunning(SERVICE.database()))
        .withHandle(
            handle ->
                handle
                    .createQuery("select wrong_in_row from totp where user_id = :id")
                    .bind("id", ann.id())
                    .mapTo(Integer.class)
                    .one());
  }

  private int recorded(String action) {
    return Integer.parseInt(
        TestDatabase.text(
            SERVICE.database(),
            "select count(*) from audit_entry where action = '%s' and target_id = '%d'"
                .formatted(action, ann.id())));
  }

  private Answer proof(String code) {
    return ann.post("/api/v1/users/me/mfa/disable")
        .json("current_password", Person.PASSWORD, "code", code)
        .answer();
  }

  private static String first(Person person, String code) {
    return person.post(Authenticator.TOTP + "/confirm").json("code", code).answer().outcome();
  }

  private String token() {
    return SERVICE.login(ann.email(), Person.PASSWORD).answer().expect(403).text("mfa_token");
  }

  private static Call code(Service node, String token, String code) {
    return node.post("/api/v1/auth/mfa").json("mfa_token", token, "code", code);
  }
}
