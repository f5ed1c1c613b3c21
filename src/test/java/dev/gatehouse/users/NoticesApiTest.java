package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesApiTest {
  private static final String NEW_PLACE = "from a new place";

  private final MailServer mails = MailServer.start();
  private final Service service =
      Service.start(
          "APP_SMTP_URL",
          mails.url(),
          "APP_TRUSTED_PROXIES",
          "127.0.0.1/32",
          "APP_LIMITS",
          "on",
          "APP_LIMIT_MFA_IN_A_ROW",
          "2",
          "APP_LIMIT_SIGN_UP_PER_ADDRESS",
          "1000/1s");

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @Test
  void aSignInFromANewNetworkIsToldButNotTheFirstAndNotFromAKnownOne() {
    Person bob = service.verified(service.account(Service.newEmail()));
    Inbox bobs = new Inbox(mails, bob.email());
    loginFrom("192.0.2.1", bob).answer().expect(200);
    loginFrom("192.0.2.77", bob).answer().expect(200);
    assertThat(bobs.subjects()).noneMatch(subject -> subject.contains(NEW_PLACE));

    loginFrom("198.51.100.1", bob).answer().expect(200);

    bobs.awaitSubjects(NEW_PLACE);
    loginFrom("198.51.100.2", bob).answer().expect(200);
    loginFrom("192.0.2.3", bob).answer().expect(200);
    bob.signedIn();
    mails.awaitMailsTo(bob.email(), 3);
    // from there, from the two before never again, and from the loopback of signedIn
    assertThat(bobs.subjects()).filteredOn(s -> s.contains(NEW_PLACE)).hasSize(2);
    assertThat(mails.mailsTo(bob.email()))
        .anyMatch(mail -> mail.text().contains("From the address: 198.51.100.1"));
  }

  @Test
  void whoComesBackAfterALongTimeIsToldOfIt() {
    Person bob = service.verified(service.account(Service.newEmail()));
    service.clock().advance(Duration.ofDays(40));

    loginFrom("192.0.2.1", bob).answer().expect(200);

    assertThat(new Inbox(mails, bob.email()).awaitSubjects(NEW_PLACE))
        .anyMatch(subject -> subject.contains(NEW_PLACE));
  }

  @Test
  void theSecondFactorsOwnerHearsOfAllThatHappensToIt() {
    Person bob = service.verifiedPerson();
    Inbox bobs = new Inbox(mails, bob.email());
    Authenticator app = Authenticator.of(bob, service.clock());
    assertThat(bobs.awaitSubjects("is on")).anyMatch(s -> s.contains("Two-step"));

    proof(bob, app.recoveryCodes().get(0)).answer().expect(204);
    assertThat(bobs.awaitSubjects("recovery code")).anyMatch(s -> s.contains("used"));
    assertThat(bobs.awaitSubjects("is off")).anyMatch(s -> s.contains("Two-step"));

    Authenticator another = Authenticator.of(bob, service.clock());
    proof(bob, another.wrong()).answer().expect(422);
    proof(bob, another.wrong()).answer().expect(422);
    assertThat(bobs.awaitSubjects("closed")).anyMatch(s -> s.contains("Two-step"));
  }

  @Test
  void aChangedPasswordIsToldWithWhenAndFromWhere() {
    Person ann = service.verifiedPerson();
    ann.put("/api/v1/users/me/password")
        .header("X-Forwarded-For", "203.0.113.9")
        .json("new_password", "another horse 43", "current_password", Person.PASSWORD)
        .answer()
        .expect(204);

    new Inbox(mails, ann.email()).awaitSubjects("password of your");
    assertThat(mails.mailsTo(ann.email()))
        .anyMatch(mail -> mail.text().contains("From the address: 203.0.113.9"));
  }

  @Test
  void aNoticeThatIsSwitchedOffIsNotSent() {
    try (Service quiet =
        Service.startOn(
            service.database(),
            service.clock(),
            "APP_SMTP_URL",
            mails.url(),
            "APP_NOTICE_PASSWORD_CHANGED",
            "off")) {
      Person bob = quiet.verifiedPerson();
      Inbox bobs = new Inbox(mails, bob.email());

      setPassword(bob).answer().expect(204);

      change(bob, "another horse 43").answer().expect(202);
      bobs.awaitSubjects("asked for");
      assertThat(bobs.subjects()).noneMatch(subject -> subject.contains("password of your"));
    }
  }

  @Test
  void anAddressThatWasNeverVerifiedGetsNoNoticeUntilItIs() {
    Person bob = service.person();
    Inbox bobs = new Inbox(mails, bob.email());
    change(bob).answer().expect(202);
    Authenticator app = Authenticator.of(bob, service.clock());
    proof(bob, app.recoveryCodes().get(0)).answer().expect(204);
    loginFrom("198.51.100.1", bob).answer().expect(200);
    setPassword(bob).answer().expect(204);
    // the new password has made the first link void
    bob.post("/api/v1/users/me/email/verification").answer().expect(202);
    service.post("/api/v1/auth/email/verify").json("token", newestToken(bobs)).answer().expect(204);

    change(bob, "another horse 43").answer().expect(202);

    bobs.awaitSubjects("asked for");
    assertThat(bobs.subjects()).filteredOn(subject -> !subject.contains("Confirm")).hasSize(1);
  }

  private static String newestToken(Inbox inbox) {
    inbox.confirmationToken();
    return inbox.confirmationToken();
  }

  private static Call setPassword(Person person) {
    return person
        .put("/api/v1/users/me/password")
        .json("new_password", "another horse 43", "current_password", Person.PASSWORD);
  }

  private static Call change(Person person) {
    return change(person, Person.PASSWORD);
  }

  private static Call change(Person person, String password) {
    return person
        .post("/api/v1/users/me/email")
        .json("new_email", Service.newEmail(), "current_password", password);
  }

  private static Call proof(Person person, String code) {
    return person
        .post("/api/v1/users/me/mfa/disable")
        .json("current_password", Person.PASSWORD, "code", code);
  }

  private Call loginFrom(String address, Person person) {
    return service.login(person.email(), Person.PASSWORD).header("X-Forwarded-For", address);
  }
}
