package dev.gatehouse.mail;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.jobs.Job;
import dev.gatehouse.jobs.JobState;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.MailServer.Received;
import dev.gatehouse.testing.MailServer.Step;
import dev.gatehouse.testing.TestSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedMailDaoTest {
  private static final String TOKEN = "live-token_0123456789";
  private static final Instant UNTIL = Instant.parse("2026-11-24T19:00:00Z");

  private final MailFixtures mailFixtures = new MailFixtures();
  private final Recipient ann = mailFixtures.newRecipient();

  @AfterEach
  void close() {
    mailFixtures.close();
  }

  @Test
  void aMailLeavesOnceItsTransactionIsThrough() throws Exception {
    mailFixtures.start();

    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));

    Received mail = mailFixtures.server().awaitMailsTo(ann.address(), 1).get(0);
    assertThat(mail.text()).contains("https://gate.example/account/reset-password#token=" + TOKEN);
    assertThat(mail.mime().getMessageID()).matches("<[0-9a-f-]{36}@mail\\.gate\\.example>");
    await().until(() -> mailFixtures.job().state() == JobState.SUCCEEDED);
    assertThat(mailFixtures.count("mail")).isZero();
  }

  @Test
  void aMailWhoseTransactionIsUndoneNeverWas() {
    assertThatThrownBy(
            () ->
                mailFixtures.inTransaction(
                    () -> {
                      mailFixtures.mailer().queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(
            mailFixtures.count("job")
                + mailFixtures.count("mail")
                + mailFixtures.count("rate_counter"))
        .isZero();
  }

  @Test
  void theDatabaseHoldsNeitherTheAddressNorTheTokenNorTheText() throws Exception {
    mailFixtures.server().refuse(Step.RECIPIENT, "451");
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    mailFixtures.start();
    await().until(() -> mailFixtures.job().lastError() != null);

    String rows = mailFixtures.rows("job", "job_schedule", "mail", "rate_counter");

    assertThat(rows).contains("mail.send", "refused the recipient: 451");
    for (String secret : List.of(TOKEN, ann.address(), "people.example", "RESET_PASSWORD")) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      assertThat(rows)
          .doesNotContain(
              secret,
              HexFormat.of().formatHex(bytes),
              Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  @Test
  void aMailLeavesWhenTheServerIsBack() throws Exception {
    mailFixtures.server().goAway();
    mailFixtures.start();
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> mailFixtures.job().lastError() != null);
    assertThat(mailFixtures.job().lastError())
        .contains(
            "127.0.0.1:" + mailFixtures.server().port() + " cannot be reached", "APP_SMTP_URL");
    assertThat(mailFixtures.job().state()).isEqualTo(JobState.SCHEDULED);

    mailFixtures.server().comeBack();
    mailFixtures.clock().advance(Duration.ofMinutes(1));

    assertThat(mailFixtures.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailThatWasKeptUnsaidComesAgainUnderItsMessageId() throws Exception {
    mailFixtures.server().hangUpAfterKeeping();
    mailFixtures.start();
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> mailFixtures.job().lastError() != null);

    mailFixtures.server().acceptAll();
    mailFixtures.clock().advance(Duration.ofMinutes(1));

    List<Received> mails = mailFixtures.server().awaitMailsTo(ann.address(), 2);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).mime().getMessageID()).isEqualTo(mails.get(1).mime().getMessageID());
    assertThat(mails.get(0).mime().getSentDate()).isEqualTo(mails.get(1).mime().getSentDate());
  }

  @Test
  void aMailThatIsRefusedForGoodFailsAndCanBeTriedAgainByHand() throws Exception {
    mailFixtures.server().refuse(Step.RECIPIENT, "550 5.1.1");
    mailFixtures.start();
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> mailFixtures.job().state() == JobState.FAILED);
    Job failed = mailFixtures.job();
    mailFixtures.server().acceptAll();

    mailFixtures.retry(failed.id());

    assertThat(failed.lastError()).endsWith(" refused the recipient: 550 5.1.1");
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(mailFixtures.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aRefusalThatMayPassIsTriedAgainEverLaterAndFailsAfterTwoDays() throws Exception {
    mailFixtures.server().refuse(Step.RECIPIENT, "550 5.7.1");
    mailFixtures.start();
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));

    isTriedEverLaterAndFailsAfterTwoDays();

    assertThat(mailFixtures.job().lastError())
        .endsWith(" refused the recipient: 550 5.7.1 (for two days)");
  }

  @Test
  void unexpectedErrorsBackOffAndFailAfterTwoDays() throws Exception {
    mailFixtures.breakLinks();
    mailFixtures.start();
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));

    isTriedEverLaterAndFailsAfterTwoDays();

    assertThat(mailFixtures.job().lastError()).isEqualTo("IllegalStateException (for two days)");
  }

  private void isTriedEverLaterAndFailsAfterTwoDays() {
    Instant first = mailFixtures.clock().instant();
    List<Duration> waits = new ArrayList<>();
    int tries = 0;

    while (mailFixtures.awaitTry(++tries).state() == JobState.SCHEDULED) {
      assertThat(tries).isLessThan(60);
      Duration wait = Duration.between(mailFixtures.clock().instant(), mailFixtures.job().runAt());
      waits.add(wait);
      // once they have grown, the last few are enough
      Duration rest =
          Duration.between(mailFixtures.clock().instant(), first.plus(Duration.ofHours(46)));
      boolean skip = wait.compareTo(Duration.ofMinutes(5)) > 0 && rest.compareTo(wait) > 0;
      mailFixtures.clock().advance(skip ? rest : wait);
    }

    assertThat(mailFixtures.job().state()).isEqualTo(JobState.FAILED);
    assertThat(Duration.between(first, mailFixtures.clock().instant()))
        .isBetween(Duration.ofHours(48), Duration.ofHours(49));
    assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofHours(1)))
        .anySatisfy(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void aMailThatIsRetriedByHandHasTwoDaysAnew() throws Exception {
    mailFixtures.server().refuse(Step.RECIPIENT, "450 4.2.0");
    mailFixtures.start();
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    mailFixtures.awaitTry(1);
    mailFixtures.clock().advance(Duration.ofDays(2));
    assertThat(mailFixtures.awaitTry(2).state()).isEqualTo(JobState.FAILED);

    mailFixtures.retry(mailFixtures.job().id());

    assertThat(mailFixtures.awaitTry(1).state()).isEqualTo(JobState.SCHEDULED);
    mailFixtures.server().acceptAll();
    mailFixtures.clock().advance(Duration.ofMinutes(1));
    assertThat(mailFixtures.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailThatIsRetriedByHandHasTwoDaysAnewThoughTheServerIsAwayAtFirst() throws Exception {
    mailFixtures.server().refuse(Step.RECIPIENT, "450 4.2.0");
    mailFixtures.start();
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    mailFixtures.awaitTry(1);
    mailFixtures.clock().advance(Duration.ofDays(2));
    Job failed = mailFixtures.awaitTry(2);
    mailFixtures.server().goAway();
    mailFixtures.retry(failed.id());
    mailFixtures.awaitTry(1);
    mailFixtures.server().comeBack();
    mailFixtures.server().refuse(Step.RECIPIENT, "450 4.2.0");

    mailFixtures.clock().advance(Duration.ofMinutes(1));

    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(mailFixtures.awaitTry(2).state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aServerThatIsAwayIsTriedForEver() throws Exception {
    mailFixtures.server().goAway();
    mailFixtures.start();
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    for (int tries = 1; tries <= 6; tries++) {
      assertThat(mailFixtures.awaitTry(tries).state()).isEqualTo(JobState.SCHEDULED);
      mailFixtures.clock().advance(Duration.ofDays(30));
    }

    mailFixtures.server().comeBack();

    mailFixtures.clock().advance(Duration.ofMinutes(1));
    assertThat(mailFixtures.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailWhoseTokenIsVoidDoesNotLeave() throws Exception {
    mailFixtures.voidToken(TOKEN);
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));

    mailFixtures.start();

    await().until(() -> mailFixtures.count("job where state = 'succeeded'") == 2);
    assertThat(mailFixtures.server().mailsTo(ann.address())).hasSize(1);
    assertThat(mailFixtures.rows("job")).contains("its link is void or has expired");
    assertThat(mailFixtures.count("mail")).isZero();
  }

  @Test
  void theJobOfAMailThatLeftIsKeptForADayAndOneThatFailedLonger() throws Exception {
    mailFixtures.start();
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    await().until(() -> mailFixtures.job().state() == JobState.SUCCEEDED);
    mailFixtures.server().refuse(Step.RECIPIENT, "550");
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    await().until(() -> mailFixtures.count("job where state = 'failed'") == 1);

    mailFixtures.clock().advance(Duration.ofDays(1).minusSeconds(1));
    mailFixtures.sweep();
    assertThat(mailFixtures.count("job")).isEqualTo(2);
    mailFixtures.clock().advance(Duration.ofSeconds(1));
    mailFixtures.sweep();

    assertThat(mailFixtures.count("job where state = 'failed'")).isEqualTo(1);
    assertThat(mailFixtures.count("job")).isEqualTo(1);
    assertThat(mailFixtures.count("mail")).isEqualTo(1);
  }

  @Test
  void theMailsOfADeletedOwnerAreNotSent() throws Exception {
    Recipient contact = mailFixtures.newContact();
    for (Recipient gone : List.of(ann, contact)) {
      mailFixtures.queue(MailRequest.resetPassword(gone, TOKEN, UNTIL));
      mailFixtures.delete(gone);
    }
    assertThat(mailFixtures.count("mail")).isZero();

    mailFixtures.start();

    await().until(() -> mailFixtures.count("job where state = 'succeeded'") == 2);
    assertThat(mailFixtures.server().mails()).isEmpty();
  }

  @Test
  void aMailOfAServiceAccountGoesToItsContact() throws Exception {
    Recipient contact = mailFixtures.newContact();
    mailFixtures.start();

    mailFixtures.queue(MailRequest.resetPassword(contact, TOKEN, UNTIL));

    assertThat(mailFixtures.server().awaitMailsTo(contact.address(), 1)).hasSize(1);
    await().until(() -> mailFixtures.count("mail") == 0);
  }

  @Test
  void aMailboxGetsFiveMailsAnHourAndNoticesBesides() {
    MailRequest asked = MailRequest.resetPassword(ann, TOKEN, UNTIL);
    for (int i = 0; i < 5; i++) {
      mailFixtures.queue(asked);
    }

    assertThatThrownBy(() -> mailFixtures.queue(asked))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.TOO_MANY_REQUESTS);
              assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(1));
            });
    assertThat(mailFixtures.inTransaction(() -> mailFixtures.mailer().queueIfRoom(asked)))
        .isFalse();
    assertThat(mailFixtures.count("mail")).isEqualTo(5);
    mailFixtures.queue(notice(AccountMail.PASSWORD_CHANGED));
    mailFixtures.queue(MailRequest.resetPassword(mailFixtures.newRecipient(), TOKEN, UNTIL));
    assertThat(mailFixtures.count("mail")).isEqualTo(7);
    mailFixtures.clock().advance(Duration.ofHours(1));
    assertThatCode(() -> mailFixtures.queue(asked)).doesNotThrowAnyException();
  }

  @Test
  void aNoticeThatIsSwitchedOffIsNotQueued() {
    Mailer mailer = mailFixtures.mailer("notices: {email_changed: off}");

    mailFixtures.inTransaction(() -> mailer.queueIfRoom(notice(AccountMail.EMAIL_CHANGED)));
    mailFixtures.inTransaction(
        () -> mailer.queueIfRoom(notice(AccountMail.EMAIL_CHANGE_REQUESTED)));

    assertThat(mailFixtures.count("mail")).isEqualTo(1);
  }

  @Test
  void whereNoMailIsSentNothingIsQueuedAndWhatNeedsMailIsClosed() {
    MailModule nowhere = mailFixtures.module(mailFixtures.keys(), Optional.empty());

    mailFixtures.inTransaction(
        () -> {
          nowhere.mailer().queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
          return nowhere.mailer().queueIfRoom(notice(AccountMail.PASSWORD_CHANGED));
        });

    assertThat(mailFixtures.count("job")).isZero();
    assertThatThrownBy(() -> nowhere.accessRules().get(0).check(Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE);
              assertThat(refused.detail()).contains("APP_SMTP_URL");
            });
    assertThatCode(() -> mailFixtures.module().accessRules().get(0).check(Optional.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void aMailOutlivesAChangeOfTheSecretButNotTwo() throws Exception {
    DerivedKeys changed = TestSecrets.keys("another secret, also long enough", TestSecrets.DEFAULT);
    DerivedKeys changedTwice = TestSecrets.keys("a third secret that is long enough");
    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    mailFixtures.startUnder(changed);
    assertThat(mailFixtures.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
    mailFixtures.stop();

    mailFixtures.queue(MailRequest.resetPassword(ann, TOKEN, UNTIL));
    mailFixtures.startUnder(changedTwice);

    await().until(() -> mailFixtures.job().state() == JobState.FAILED);
    assertThat(mailFixtures.job().lastError())
        .isEqualTo("the mail was queued under another secret");
  }

  private MailRequest notice(AccountMail type) {
    return MailRequest.notice(ann, type, UNTIL, "203.0.113.9");
  }
}
