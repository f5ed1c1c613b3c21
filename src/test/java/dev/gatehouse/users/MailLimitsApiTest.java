package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailLimitsApiTest {
  private static final String VERIFICATION = "/api/v1/users/me/email/verification";

  @Test
  void aMailboxGetsItsShareAndTheAnswersDoNotTell() {
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
      Inbox inbox = new Inbox(mails, ann.email());
      String first = inbox.confirmationToken();
      ann.post(VERIFICATION).answer().expect(202);
      inbox.confirmationToken();

      Answer third = ann.post(VERIFICATION).answer();
      Answer forgot = forgot(service, ann.email()).answer();

      assertThat(List.of(third.outcome(), forgot.outcome())).containsOnly("202");
      assertThat(third.body()).isEqualTo("{}").isEqualTo(forgot.body());
      // notices do not count, and what is not sent pushes out nothing that was
      ann.put("/api/v1/users/me/password")
          .json("new_password", "another horse 43", "current_password", Person.PASSWORD)
          .answer()
          .expect(204);
      inbox.subjectsOnceThereIs("password of your");
      assertThat(inbox.subjects()).hasSize(3);
      assertThat(first).hasSize(43);
    }
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
      change(ann).answer().expect(202);

      for (Call call : List.of(forgot(service, ann.email()), ann.post(VERIFICATION), change(ann))) {
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
            change(ann),
            service.admin().post(VERIFICATION))) {
      assertThat(call.answer().outcome()).isEqualTo("503 unavailable");
    }
    assertThat(service.post(VERIFICATION).answer().outcome()).isEqualTo("401 unauthenticated");
  }

  private static Call forgot(Service service, String email) {
    return service.post("/api/v1/auth/password/forgot").json("email", email);
  }

  private static Call change(Person person) {
    return person
        .post("/api/v1/users/me/email")
        .json("new_email", Service.newEmail(), "current_password", Person.PASSWORD);
  }
}
