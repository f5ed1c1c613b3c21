package dev.gatehouse.mail;

import static dev.gatehouse.testing.Patience.await;
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

class MailDaoTest {
  private static final String TOKEN = "live-token_0123456789";
  private static final Instant UNTIL = Instant.parse("2026-11-24T19:00:00Z");

  private final Postal postal = new Postal();
  private final Recipient ann = postal.newRecipient();

  @AfterEach
  void close() {
    postal.close();
  }

  @Test
  void aMailLeavesOnceItsTransactionIsThrough() throws Exception {
    postal.start();

    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));

    Received mail = postal.server().awaitMailsTo(ann.address(), 1).get(0);
    assertThat(mail.text()).contains("https://gate.example/account/reset-password#token=" + TOKEN);
    assertThat(mail.mime().getMessageID()).matches("<[0-9a-f-]{36}@mail\\.gate\\.example>");
    await().until(() -> postal.job().state() == JobState.SUCCEEDED);
    assertThat(postal.count("mail")).isZero();
  }

  @Test
  void aMailWhoseTransactionIsUndoneNeverWas() {
    assertThatThrownBy(
            () ->
                postal.inTransaction(
                    () -> {
                      postal.mailer().queue(Message.resetPassword(ann, TOKEN, UNTIL));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(postal.count("job") + postal.count("mail") + postal.count("rate_counter")).isZero();
  }

  @Test
  void theDatabaseHoldsNeitherTheAddressNorTheTokenNorTheText() throws Exception {
    postal.server().refuse(Step.RECIPIENT, "451");
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    postal.start();
    await().until(() -> postal.job().lastError() != null);

    String rows = postal.rows("job", "job_schedule", "mail", "rate_counter");

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
    postal.server().goAway();
    postal.start();
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> postal.job().lastError() != null);
    assertThat(postal.job().lastError())
        .contains("127.0.0.1:" + postal.server().port() + " cannot be reached", "APP_SMTP_URL");
    assertThat(postal.job().state()).isEqualTo(JobState.SCHEDULED);

    postal.server().comeBack();
    postal.clock().advance(Duration.ofMinutes(1));

    assertThat(postal.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailThatWasKeptUnsaidComesAgainUnderItsMessageId() throws Exception {
    postal.server().hangUpAfterKeeping();
    postal.start();
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> postal.job().lastError() != null);

    postal.server().takeAll();
    postal.clock().advance(Duration.ofMinutes(1));

    List<Received> mails = postal.server().awaitMailsTo(ann.address(), 2);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).mime().getMessageID()).isEqualTo(mails.get(1).mime().getMessageID());
    assertThat(mails.get(0).mime().getSentDate()).isEqualTo(mails.get(1).mime().getSentDate());
  }

  @Test
  void aMailThatIsRefusedForGoodFailsAndCanBeTriedAgainByHand() throws Exception {
    postal.server().refuse(Step.RECIPIENT, "550 5.1.1");
    postal.start();
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    await().until(() -> postal.job().state() == JobState.FAILED);
    Job failed = postal.job();
    postal.server().takeAll();

    postal.retry(failed.id());

    assertThat(failed.lastError()).endsWith(" refused the recipient: 550 5.1.1");
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(postal.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aRefusalThatMayPassIsTriedAgainEverLaterAndFailsAfterTwoDays() throws Exception {
    postal.server().refuse(Step.RECIPIENT, "550 5.7.1");
    postal.start();
    postal.queue(notice(Letter.PASSWORD_CHANGED));

    isTriedEverLaterAndFailsAfterTwoDays();

    assertThat(postal.job().lastError())
        .endsWith(" refused the recipient: 550 5.7.1, and that for two days");
  }

  @Test
  void whatNobodyForesawIsTriedAgainEverLaterAndFailsAfterTwoDays() throws Exception {
    postal.breakLinks();
    postal.start();
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));

    isTriedEverLaterAndFailsAfterTwoDays();

    assertThat(postal.job().lastError()).isEqualTo("IllegalStateException, and that for two days");
  }

  private void isTriedEverLaterAndFailsAfterTwoDays() {
    Instant first = postal.clock().instant();
    List<Duration> waits = new ArrayList<>();
    int tries = 0;

    while (postal.awaitTry(++tries).state() == JobState.SCHEDULED) {
      assertThat(tries).isLessThan(60);
      Duration wait = Duration.between(postal.clock().instant(), postal.job().runAt());
      waits.add(wait);
      // once they have grown, the last few are enough
      Duration rest = Duration.between(postal.clock().instant(), first.plus(Duration.ofHours(46)));
      boolean skip = wait.compareTo(Duration.ofMinutes(5)) > 0 && rest.compareTo(wait) > 0;
      postal.clock().advance(skip ? rest : wait);
    }

    assertThat(postal.job().state()).isEqualTo(JobState.FAILED);
    assertThat(Duration.between(first, postal.clock().instant()))
        .isBetween(Duration.ofHours(48), Duration.ofHours(49));
    assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofHours(1)))
        .anySatisfy(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void aMailThatIsRetriedByHandHasTwoDaysAnew() throws Exception {
    postal.server().refuse(Step.RECIPIENT, "450 4.2.0");
    postal.start();
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    postal.awaitTry(1);
    postal.clock().advance(Duration.ofDays(2));
    assertThat(postal.awaitTry(2).state()).isEqualTo(JobState.FAILED);

    postal.retry(postal.job().id());

    assertThat(postal.awaitTry(1).state()).isEqualTo(JobState.SCHEDULED);
    postal.server().takeAll();
    postal.clock().advance(Duration.ofMinutes(1));
    assertThat(postal.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailThatIsRetriedByHandHasTwoDaysAnewThoughTheServerIsAwayAtFirst() throws Exception {
    postal.server().refuse(Step.RECIPIENT, "450 4.2.0");
    postal.start();
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    postal.awaitTry(1);
    postal.clock().advance(Duration.ofDays(2));
    Job failed = postal.awaitTry(2);
    postal.server().goAway();
    postal.retry(failed.id());
    postal.awaitTry(1);
    postal.server().comeBack();
    postal.server().refuse(Step.RECIPIENT, "450 4.2.0");

    postal.clock().advance(Duration.ofMinutes(1));

    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(postal.awaitTry(2).state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void aServerThatIsAwayIsTriedForEver() throws Exception {
    postal.server().goAway();
    postal.start();
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    for (int tries = 1; tries <= 6; tries++) {
      assertThat(postal.awaitTry(tries).state()).isEqualTo(JobState.SCHEDULED);
      postal.clock().advance(Duration.ofDays(30));
    }

    postal.server().comeBack();

    postal.clock().advance(Duration.ofMinutes(1));
    assertThat(postal.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
  }

  @Test
  void aMailWhoseTokenIsVoidDoesNotLeave() throws Exception {
    postal.voidToken(TOKEN);
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    postal.queue(notice(Letter.PASSWORD_CHANGED));

    postal.start();

    await().until(() -> postal.count("job where state = 'succeeded'") == 2);
    assertThat(postal.server().mailsTo(ann.address())).hasSize(1);
    assertThat(postal.rows("job")).contains("its link is void or has expired");
    assertThat(postal.count("mail")).isZero();
  }

  @Test
  void theJobOfAMailThatLeftIsKeptForADayAndOneThatFailedLonger() throws Exception {
    postal.start();
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    await().until(() -> postal.job().state() == JobState.SUCCEEDED);
    postal.server().refuse(Step.RECIPIENT, "550");
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    await().until(() -> postal.count("job where state = 'failed'") == 1);

    postal.clock().advance(Duration.ofDays(1).minusSeconds(1));
    postal.sweep();
    assertThat(postal.count("job")).isEqualTo(2);
    postal.clock().advance(Duration.ofSeconds(1));
    postal.sweep();

    assertThat(postal.count("job where state = 'failed'")).isEqualTo(1);
    assertThat(postal.count("job")).isEqualTo(1);
    assertThat(postal.count("mail")).isEqualTo(1);
  }

  @Test
  void theMailsOfADeletedUserAreNotSent() throws Exception {
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    postal.delete(ann);

    postal.start();

    await().until(() -> postal.job().state() == JobState.SUCCEEDED);
    assertThat(postal.server().mails()).isEmpty();
  }

  @Test
  void aMailboxGetsFiveMailsAnHourAndNoticesBesides() {
    Message asked = Message.resetPassword(ann, TOKEN, UNTIL);
    for (int i = 0; i < 5; i++) {
      postal.queue(asked);
    }

    assertThatThrownBy(() -> postal.queue(asked))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.TOO_MANY_REQUESTS);
              assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(1));
            });
    assertThat(postal.inTransaction(() -> postal.mailer().queueIfRoom(asked))).isFalse();
    assertThat(postal.count("mail")).isEqualTo(5);
    postal.queue(notice(Letter.PASSWORD_CHANGED));
    postal.queue(Message.resetPassword(postal.newRecipient(), TOKEN, UNTIL));
    assertThat(postal.count("mail")).isEqualTo(7);
    postal.clock().advance(Duration.ofHours(1));
    assertThatCode(() -> postal.queue(asked)).doesNotThrowAnyException();
  }

  @Test
  void aNoticeThatIsSwitchedOffIsNotQueued() {
    Mailer mailer = postal.mailer("notices: {email_changed: off}");

    postal.inTransaction(() -> mailer.queueIfRoom(notice(Letter.EMAIL_CHANGED)));
    postal.inTransaction(() -> mailer.queueIfRoom(notice(Letter.EMAIL_CHANGE_REQUESTED)));

    assertThat(postal.count("mail")).isEqualTo(1);
  }

  @Test
  void whereNoMailIsSentNothingIsQueuedAndWhatNeedsMailIsClosed() {
    MailModule nowhere = postal.module(postal.keys(), Optional.empty());

    postal.inTransaction(
        () -> {
          nowhere.mailer().queue(Message.resetPassword(ann, TOKEN, UNTIL));
          return nowhere.mailer().queueIfRoom(notice(Letter.PASSWORD_CHANGED));
        });

    assertThat(postal.count("job")).isZero();
    assertThatThrownBy(() -> nowhere.gate().check(Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE);
              assertThat(refused.detail()).contains("APP_SMTP_URL");
            });
    assertThatCode(() -> postal.module().gate().check(Optional.empty())).doesNotThrowAnyException();
  }

  @Test
  void aMailOutlivesAChangeOfTheSecretButNotTwo() throws Exception {
    DerivedKeys changed = TestSecrets.keys("another secret, also long enough", TestSecrets.USUAL);
    DerivedKeys changedTwice = TestSecrets.keys("a third secret that is long enough");
    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    postal.startUnder(changed);
    assertThat(postal.server().awaitMailsTo(ann.address(), 1)).hasSize(1);
    postal.stop();

    postal.queue(Message.resetPassword(ann, TOKEN, UNTIL));
    postal.startUnder(changedTwice);

    await().until(() -> postal.job().state() == JobState.FAILED);
    assertThat(postal.job().lastError()).isEqualTo("the mail was queued under another secret");
  }

  private Message notice(Letter letter) {
    return Message.notice(ann, letter, UNTIL, "203.0.113.9");
  }
}
