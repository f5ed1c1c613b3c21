package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With two places to wait for hashing, and hashes that take long enough to be waited for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HashingQueueApiTest {
  private final MailServer mails = MailServer.start();
  private final Service service =
      Service.start(
          "APP_HASHING_QUEUE", "2",
          "APP_BCRYPT_COST", "8",
          "APP_TRUSTED_PROXIES", "127.0.0.1/32",
          "APP_SMTP_URL", mails.url());

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterAll
  void stop() {
    threads.shutdown();
    service.close();
    mails.close();
  }

  @Test
  void ofTwentyWhoWantOneAddressAtOnceOneGetsItAndNobodyIsTurnedAway() {
    String email = Service.newEmail();

    List<Answer> answers = service.atOnce(20, n -> service.signUp(email));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("201");
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", "409 email_taken");
  }

  @Test
  void ofTwentyWhoUseOneLinkAtOnceOneSetsThePasswordAndNobodyIsTurnedAway() {
    Person ann = service.account(Service.newEmail());
    service.post("/api/v1/auth/password/forgot").json("email", ann.email()).answer().expect(202);
    String token = new Inbox(mails, ann.email()).resetToken();

    List<Answer> answers =
        service.atOnce(
            20,
            n ->
                service
                    .post("/api/v1/auth/password/reset")
                    .json("token", token, "new_password", "horse number " + n));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("204");
    assertThat(answers)
        .extracting(Answer::outcome)
        .containsOnly("204", "400 invalid_one_time_token");
  }

  @Test
  void aNetworkThatCrowdsTheQueueKeepsNobodyElseOut() {
    Person crowd = service.account(Service.newEmail());
    Person ann = service.account(Service.newEmail());
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Void>> flood =
        IntStream.range(0, 8)
            .mapToObj(n -> CompletableFuture.runAsync(() -> signInUntil(over, crowd), threads))
            .toList();

    List<String> outcomes =
        IntStream.range(0, 6)
            .mapToObj(n -> service.login(ann.email(), Person.PASSWORD))
            .map(call -> call.header("X-Forwarded-For", "203.0.113.9").answer().outcome())
            .toList();
    over.set(true);
    flood.forEach(CompletableFuture::join);

    assertThat(outcomes).containsOnly("200");
  }

  private void signInUntil(AtomicBoolean over, Person person) {
    while (!over.get()) {
      service
          .login(person.email(), Person.PASSWORD)
          .header("X-Forwarded-For", "198.51.100.7")
          .answer();
    }
  }
}
