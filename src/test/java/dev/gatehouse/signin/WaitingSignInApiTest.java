package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits for a lock has judged a row that may be another one after the wait. The test holds
 * the lock, changes the account under it and lets go.
 */
class WaitingSignInApiTest {
  private static final Service SERVICE =
      Service.start(
          "APP_REQUIRE_VERIFIED_EMAIL",
          "true",
          "APP_SMTP_URL",
          "smtp://127.0.0.1:9",
          "APP_JOB_THREADS",
          "0");
  private static final String OTHER_PASSWORD = "another horse 43";
  private static final long OTHER = verified(OTHER_PASSWORD).id();

  private static final String NEW_PASSWORD =
      "update password set hash = (select hash from password where user_id = "
          + OTHER
          + ") where user_id = %1$d";
  private static final String DISABLED = "update app_user set is_active = false where id = %1$d";
  private static final String UNVERIFIED =
      "update app_user set email_verified = false where id = %1$d";
  private static final String NEW_ADDRESS =
      "update app_user set email = 'moved-' || email where id = %1$d";
  private static final String NO_FACTOR = "update app_user set mfa_enabled = false where id = %1$d";

  private final Person ann = verified(Person.PASSWORD);

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  @Test
  void aSignInIsJudgedByTheAccountAsItIsAfterTheWait() {
    assertThat(afterWaiting(NEW_PASSWORD)).isEqualTo("401 bad_credentials");
    assertThat(afterWaiting(NEW_ADDRESS)).isEqualTo("401 bad_credentials");
    assertThat(afterWaiting(UNVERIFIED)).isEqualTo("403 email_unverified");
    assertThat(afterWaiting(DISABLED)).isEqualTo("403 account_disabled");
  }

  @Test
  void aSignInThatWaitedForTheSamePasswordInAnotherHashIsLetIn() {
    String waited = "update password set hash = replace(hash, '$2b$', '$2a$') where user_id = %1$d";

    assertThat(outcome(ann, waited, SERVICE.login(ann.email(), Person.PASSWORD))).isEqualTo("200");
  }

  @Test
  void anOutdatedHashIsNotReplacedByTheOldPasswordOnceThereIsANewOne() {
    execute("update password set hash = replace(hash, '$2b$', '$2a$') where user_id = %1$d", ann);

    assertThat(outcome(ann, NEW_PASSWORD, SERVICE.login(ann.email(), Person.PASSWORD)))
        .isEqualTo("401 bad_credentials");

    assertThat(hash(ann.id())).isEqualTo(hash(OTHER));
  }

  @Test
  void aSecondStepIsJudgedByTheAccountAsItIsAfterTheWait() {
    for (String change : List.of(NEW_PASSWORD, NEW_ADDRESS, UNVERIFIED, DISABLED, NO_FACTOR)) {
      Person bob = verified(Person.PASSWORD);
      Authenticator app = Authenticator.of(bob.signedIn(), SERVICE.clock());
      execute("delete from session where user_id = %1$d", bob);
      String token = SERVICE.login(bob.email(), Person.PASSWORD).answer().text("mfa_token");
      Call step = SERVICE.post("/api/v1/auth/mfa").json("mfa_token", token, "code", app.next());

      assertThat(outcome(bob, change, step)).as(change).isEqualTo("401 invalid_mfa_code");
      assertThat(sessions(bob)).as(change).isEqualTo("0");
    }
  }

  @Test
  void nothingOfTheOldPasswordLivesOnceItHasBeenChanged() {
    Person here = ann.signedIn();
    String current = Person.PASSWORD;
    for (int round = 0; round < 10; round++) {
      String old = current;
      String next = "another horse " + round;
      Call change =
          here.put("/api/v1/users/me/password").json("new_password", next, "current_password", old);

      List<Answer> answers =
          SERVICE.atOnce(8, n -> n == 3 ? change : SERVICE.login(ann.email(), old));

      answers.get(3).expect(204);
      assertThat(answers)
          .extracting(Answer::outcome)
          .isSubsetOf("200", "204", "401 bad_credentials");
      assertThat(sessions(ann)).as("round " + round).isEqualTo("1");
      current = next;
    }
  }

  private static String afterWaiting(String change) {
    Person bob = verified(Person.PASSWORD);
    String outcome = outcome(bob, change, SERVICE.login(bob.email(), Person.PASSWORD));
    assertThat(sessions(bob)).as(change).isEqualTo("0");
    return outcome;
  }

  /** What the call is answered that has waited for that change. */
  private static String outcome(Person person, String change, Call call) {
    String lock = "select from app_user where id = %1$d for no key update; ";
    try (OpenTransaction open =
        OpenTransaction.running(SERVICE.database(), (lock + change).formatted(person.id()))) {
      CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(call::answer);
      open.awaitWaiters(1);
      open.commit();
      return answer.join().outcome();
    }
  }

  private static Person verified(String password) {
    Person person = SERVICE.account(Service.newEmail(), password);
    execute("update app_user set email_verified = true where id = %1$d", person);
    return person;
  }

  private static void execute(String sql, Person person) {
    TestDatabase.execute(SERVICE.database(), sql.formatted(person.id()));
  }

  private static String hash(long userId) {
    return TestDatabase.text(
        SERVICE.database(), "select hash from password where user_id = " + userId);
  }

  private static String sessions(Person person) {
    return TestDatabase.text(
        SERVICE.database(), "select count(*) from session where user_id = " + person.id());
  }
}
