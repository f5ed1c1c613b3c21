package dev.gatehouse.users;

import static dev.gatehouse.testing.Authenticator.TOTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A proof is judged without a lock, as that takes long; what it was for waits for one. The test
 * holds the lock, changes the account under it and lets go.
 */
class WaitingProofApiTest {
  private static final String ME = "/api/v1/users/me";

  /** With mail, which an e-mail change asks for. */
  private static final Service SERVICE =
      Service.start("APP_SMTP_URL", "smtp://127.0.0.1:9", "APP_JOB_THREADS", "0");

  private final Person other = SERVICE.account(Service.newEmail(), "another horse 43");

  private final String newPassword =
      "update password set hash = (select hash from password where user_id = "
          + other.id()
          + ") where user_id = %1$d";
  private final String sameInAnotherHash =
      "update password set hash = replace(hash, '$2b$', '$2a$') where user_id = %1$d";
  private final String disabled = "update app_user set is_active = false where id = %1$d";
  private final String factorOn = "update totp set is_on = true where user_id = %1$d";

  private final List<Function<Person, Call>> acts =
      List.of(
          person -> person.put(ME + "/password").json(with("new_password", "a third horse 44")),
          person -> person.post(ME + "/email").json(with("new_email", Service.newEmail())),
          person -> person.post(TOTP).json(with()),
          person -> person.post(ME + "/delete").json(with()),
          person ->
              person
                  .post(ME + "/delete")
                  .header("Idempotency-Key", Service.newName())
                  .json(with()));

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  @Test
  void anActIsRefusedIfThePasswordIsAnotherOneAfterTheWait() {
    assertThat(outcomes(newPassword)).containsOnly("403 wrong_password");
  }

  @Test
  void anActAsksForACodeIfTheFactorIsOnAfterTheWait() {
    List<String> outcomes =
        acts.stream()
            .map(
                act -> {
                  Person ann = SERVICE.person();
                  ann.post(TOTP).json(with()).answer().expect(200);
                  return outcome(ann, factorOn, act.apply(ann));
                })
            .toList();

    assertThat(outcomes).containsOnly("403 mfa_required");
  }

  @Test
  void anActIsRefusedIfItsAuthorIsDisabledAfterTheWait() {
    assertThat(outcomes(disabled)).containsOnly("401 invalid_token");
  }

  @Test
  void anActIsDoneIfThePasswordIsTheSameInAnotherHash() {
    assertThat(outcomes(sameInAnotherHash)).containsExactly("204", "202", "200", "204", "204");
  }

  @Test
  void thePasswordThatIsWrongAfterTheWaitIsRecordedAsAWrongOne() {
    Person ann = SERVICE.person();

    outcome(ann, newPassword, acts.get(0).apply(ann));

    assertThat(
            TestDatabase.texts(
                SERVICE.database(),
                "select action from audit_entry where actor_id = %1$d and target_id = '%1$d'"
                        .formatted(ann.id())
                    + " order by id desc limit 1"))
        .containsExactly("signin.failed");
  }

  @Test
  void ofSeveralChangesAtOnceEachWhosePasswordIsWrongByThenIsRecorded() {
    Person ann = SERVICE.person();

    List<Answer> answers =
        SERVICE.atOnce(
            5,
            n -> ann.put(ME + "/password").json(with("new_password", "horse number " + (100 + n))));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("204");
    assertThat(answers).extracting(Answer::outcome).containsOnly("204", "403 wrong_password");
    assertThat(
            TestDatabase.text(
                SERVICE.database(),
                "select count(*) from audit_entry where action = 'signin.failed' and actor_id = "
                    + ann.id()))
        .isEqualTo("4");
  }

  private List<String> outcomes(String change) {
    return acts.stream()
        .map(
            act -> {
              Person ann = SERVICE.person();
              return outcome(ann, change, act.apply(ann));
            })
        .toList();
  }

  /** What the call is answered that has waited for that change. */
  private String outcome(Person person, String change, Call call) {
    String lock = "select from app_user where id = %1$d for no key update; ";
    try (OpenTransaction open =
        OpenTransaction.running(SERVICE.database(), (lock + change).formatted(person.id()))) {
      CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(call::answer);
      open.awaitWaiters(1);
      open.commit();
      return answer.join().outcome();
    }
  }

  private static Object[] with(Object... members) {
    return members.length == 0
        ? new Object[] {"current_password", Person.PASSWORD}
        : new Object[] {members[0], members[1], "current_password", Person.PASSWORD};
  }
}
