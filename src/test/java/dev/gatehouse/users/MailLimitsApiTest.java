package dev.gatehouse.users;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MailLimitsApiTest {
  private static final String VERIFICATION = "/api/v1/users/me/email/verification";

  @Test
  void aMailboxGetsItsShareAndOnlyForgotDoesNotTell() {
    try (MailServer mails = MailServer.start();
        Service service =
            Service.start(
                "APP_SMTP_URL",
                mails.url(),
                "APP_LIMITS",
                "on",
                "APP_LIMIT_MAIL_PER_MAILBOX",
                "2/1h")) {
      Person ann = service.person();
      Person bob = service.verifiedPerson();
      Inbox inbox = new Inbox(mails, ann.email());
      inbox.confirmationToken();
      ann.post(VERIFICATION).answer().expect(202);
      String second = inbox.confirmationToken();
      String wanted = Service.newEmail();
      change(bob, wanted).header("Idempotency-Key", "one").answer().expect(202);
      // an answer that is repeated sends nothing
      change(bob, wanted).header("Idempotency-Key", "one").answer().expect(202);
      change(bob, wanted).answer().expect(202);

      Answer third = ann.post(VERIFICATION).answer();
      Answer change = change(bob, wanted).answer();
      Answer byAnother = change(ann, wanted.toUpperCase(Locale.ROOT)).answer();
      Answer forgot = forgot(service, ann.email()).answer();

      for (Answer refused : List.of(third, change, byAnother)) {
        assertThat(refused.outcome()).isEqualTo("429 too_many_requests");
        assertThat(refused.header("RateLimit")).contains("mail_per_mailbox");
        assertThat(refused.header("Retry-After")).isNotEmpty();
      }
      assertThat(forgot.outcome()).isEqualTo("202");
      assertThat(forgot.body()).isEqualTo("{}");
      change(bob, Service.newEmail()).answer().expect(202);
      // what is not sent pushes out nothing that was
      service.post("/api/v1/auth/email/verify").json("token", second).answer().expect(204);
      assertThat(ann.post(VERIFICATION).answer().outcome()).isEqualTo("202");
      assertThat(mails.mailsTo(wanted)).hasSizeLessThanOrEqualTo(2);
      service.clock().advance(Duration.ofHours(1));
      assertThat(change(bob.signedIn(), wanted).answer().outcome()).isEqualTo("202");
    }
  }

  @Test
  void aMailboxGetsSoManyNoticesOfAKindAndTheTrailTellsOfTheFirstThatDidNotLeave() {
    try (MailServer mails = MailServer.start();
        Service service =
            Service.start(
                "APP_SMTP_URL",
                mails.url(),
                "APP_LIMITS",
                "on",
                "APP_LIMIT_NOTICE_PER_MAILBOX",
                "2/1h")) {
      Person ann = service.verifiedPerson();
      Inbox inbox = new Inbox(mails, ann.email());
      for (int i = 0; i < 4; i++) {
        setPassword(ann);
      }

      change(ann, Service.newEmail()).answer().expect(202);

      inbox.awaitSubjects("asked for");
      String suppressed = "/api/v1/audit?action=notice.suppressed&target=user:" + ann.id();
      Person admin = service.admin();
      JsonNode rows = admin.get(suppressed).answer().json().path("items");
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).path("detail").toString())
          .isEqualTo("{\"notice\":\"password_changed\"}");
      await().until(() -> passwordNotices(inbox) == 2);
      service.clock().advance(Duration.ofHours(1));
      Person later = ann.signedIn();
      for (int i = 0; i < 4; i++) {
        setPassword(later);
      }
      await().until(() -> passwordNotices(inbox) == 4);
      assertThat(admin.signedIn().get(suppressed).answer().json().path("items")).hasSize(2);
    }
  }

  private static void setPassword(Person person) {
    person
        .put("/api/v1/users/me/password")
        .json("new_password", Person.PASSWORD, "current_password", Person.PASSWORD)
        .answer()
        .expect(204);
  }

  private static long passwordNotices(Inbox inbox) {
    return inbox.subjects().stream().filter(each -> each.contains("password of your")).count();
  }

  @Test
  void whoAsksForMailsTooOftenIsToldToWait() {
    try (MailServer mails = MailServer.start();
        Service service =
            Service.start(
                "APP_SMTP_URL",
                mails.url(),
                "APP_LIMITS",
                "on",
                "APP_LIMIT_MAIL_CALL_PER_ADDRESS",
                "3/1m")) {
      Person ann = service.person();
      forgot(service, Service.newEmail()).answer().expect(202);
      ann.post(VERIFICATION).answer().expect(202);
      change(ann, Service.newEmail()).answer().expect(202);

      for (Call call :
          List.of(
              forgot(service, ann.email()),
              ann.post(VERIFICATION),
              change(ann, Service.newEmail()))) {
        Answer refused = call.answer();
        assertThat(refused.outcome()).isEqualTo("429 too_many_requests");
        assertThat(refused.header("RateLimit")).contains("mail_call_per_address");
        assertThat(refused.header("Retry-After")).isNotEmpty();
      }
    }
  }

  @Test
  void whereNoMailIsSentWhatNeedsItIsUnavailableToEverybody() {
    Service service = Service.shared();
    Person ann = service.person();

    for (Call call :
        List.of(
            forgot(service, ann.email()),
            service.post("/api/v1/auth/password/forgot").json("zzz", 1),
            ann.post(VERIFICATION),
            change(ann, Service.newEmail()),
            service.admin().post(VERIFICATION))) {
      assertThat(call.answer().outcome()).isEqualTo("503 unavailable");
    }
    assertThat(service.post(VERIFICATION).answer().outcome()).isEqualTo("401 unauthenticated");
  }

  private static Call forgot(Service service, String email) {
    return service.post("/api/v1/auth/password/forgot").json("email", email);
  }

  private static Call change(Person person, String newEmail) {
    return person
        .post("/api/v1/users/me/email")
        .json("new_email", newEmail, "current_password", Person.PASSWORD);
  }
}
