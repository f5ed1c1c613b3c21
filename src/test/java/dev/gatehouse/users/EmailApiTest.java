package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailApiTest {
  private static final String EMAIL = "/api/v1/users/me/email";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final Person admin = service.admin();
  private Person ann;
  private Inbox inbox;
  private String newEmail;
  private Inbox newInbox;

  @BeforeEach
  void signUp() {
    ann = service.person();
    inbox = new Inbox(mails, ann.email());
    newEmail = Service.newEmail();
    newInbox = new Inbox(mails, newEmail);
  }

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @Test
  void theLinkOfASignUpVerifiesTheAddressOnce() {
    String token = inbox.confirmationToken();
    assertThat(ann.me().answer().flag("email_verified")).isFalse();

    assertThat(confirm(token).answer().status()).isEqualTo(204);

    assertThat(ann.me().answer().flag("email_verified")).isTrue();
    assertThat(confirm(token).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(actions()).contains("email.verified");
  }

  @Test
  void theLinkIsSentAgainUntilTheAddressIsVerified() {
    String first = inbox.confirmationToken();

    Answer again = ann.post(EMAIL + "/verification").answer();

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo("{}");
    assertThat(confirm(inbox.confirmationToken()).answer().status()).isEqualTo(204);
    assertThat(confirm(first).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    int mailsBefore = inbox.subjects().size();
    assertThat(ann.post(EMAIL + "/verification").answer().status()).isEqualTo(202);
    assertThat(ask(newEmail).answer().status()).isEqualTo(202);
    newInbox.confirmationToken();
    assertThat(inbox.awaitSubjects("asked for")).hasSize(mailsBefore + 1);
  }

  @Test
  void anAdministratorsAccountsAreSentALinkUnlessTheyAreVerified() {
    String verified = Service.newEmail();
    newAccount(verified, true);
    newAccount(newEmail, false);

    assertThat(confirm(newInbox.confirmationToken()).answer().status()).isEqualTo(204);
    assertThat(mails.mailsTo(verified)).isEmpty();
  }

  @Test
  void theLinkInTheNewMailboxChangesTheAddressAndEndsTheOtherSessions() {
    service.verified(ann);
    Person elsewhere = ann.signedIn();
    ask("  " + newEmail.toUpperCase(Locale.ROOT)).answer().expect(202);
    String token = newInbox.confirmationToken();
    assertThat(inbox.awaitSubjects("asked for")).anyMatch(s -> s.contains("e-mail address"));
    assertThat(ann.me().answer().text("email")).isEqualTo(ann.email());
    Answer before = ann.me().answer();

    assertThat(confirm(token).answer().status()).isEqualTo(204);

    Answer me = ann.me().answer();
    assertThat(me.text("email")).isEqualTo(newEmail);
    assertThat(me.flag("email_verified")).isTrue();
    assertThat(me.header("ETag")).isNotEqualTo(before.header("ETag"));
    assertThat(elsewhere.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(service.login(newEmail, Person.PASSWORD).answer().status()).isEqualTo(200);
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("401 bad_credentials");
    assertThat(inbox.awaitSubjects("was changed")).anyMatch(s -> s.contains("e-mail"));
    assertThat(actions()).contains("email.change_requested", "email.changed");
  }

  @Test
  void aChangeMakesEveryOtherLinkVoid() {
    String verification = inbox.confirmationToken();
    service.post("/api/v1/auth/password/forgot").json("email", ann.email()).answer().expect(202);
    String reset = inbox.resetToken();
    ask(newEmail).answer().expect(202);

    confirm(newInbox.confirmationToken()).answer().expect(204);

    assertThat(confirm(verification).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(
            service
                .post("/api/v1/auth/password/reset")
                .json("token", reset, "new_password", "another horse 43")
                .answer()
                .outcome())
        .isEqualTo("400 invalid_one_time_token");
  }

  @Test
  void anAddressThatIsTakenMeanwhileLeavesBothAccountsAndTheLinkWhole() {
    ask(newEmail).answer().expect(202);
    String token = newInbox.confirmationToken();
    Person bob = service.account(newEmail);

    assertThat(confirm(token).answer().outcome()).isEqualTo("409 email_taken");
    assertThat(ann.me().answer().text("email")).isEqualTo(ann.email());
    assertThat(bob.signedIn().me().answer().text("email")).isEqualTo(newEmail);

    admin.delete(bob.path()).answer().expect(204);
    assertThat(confirm(token).answer().status()).isEqualTo(204);
  }

  @Test
  void ofTwoWhoWantOneAddressOneGetsIt() {
    Person bob = service.person();
    ask(newEmail).answer().expect(202);
    String anns = newInbox.confirmationToken();
    askAs(bob, newEmail).answer().expect(202);
    String bobs = newInbox.confirmationToken();

    List<Answer> answers = service.atOnce(confirm(anns), confirm(bobs));

    assertThat(answers)
        .extracting(Answer::outcome)
        .containsExactlyInAnyOrder("204", "409 email_taken");
  }

  @Test
  void theProofComesBeforeTheStateOfTheAddress() {
    String taken = service.person().email();

    assertThat(ask(taken).answer().outcome()).isEqualTo("409 email_taken");
    assertThat(ask(taken.toUpperCase(Locale.ROOT) + " ").answer().outcome())
        .isEqualTo("409 email_taken");
    assertThat(
            ann.post(EMAIL)
                .json("new_email", taken, "current_password", "wrong horse 41")
                .answer()
                .outcome())
        .isEqualTo("403 wrong_password");
    assertThat(ann.post(EMAIL).json("new_email", "x").answer().fields())
        .containsExactlyInAnyOrder("new_email", "current_password");
    assertThat(service.post(EMAIL).json("new_email", newEmail).answer().outcome())
        .isEqualTo("401 unauthenticated");
  }

  @Test
  void withTheSecondFactorOnTheProofAsksForACode() {
    Authenticator app = Authenticator.of(ann, service.clock());

    assertThat(ask(newEmail).answer().outcome()).isEqualTo("403 mfa_required");
    assertThat(
            ann.post(EMAIL)
                .json(
                    "new_email",
                    newEmail,
                    "current_password",
                    Person.PASSWORD,
                    "code",
                    app.recoveryCodes().get(0))
                .answer()
                .outcome())
        .isEqualTo("202");
  }

  @Test
  void aRequestThatIsSentAgainSendsOneLink() {
    String key = Service.newName();
    Answer first = ask(newEmail).header("Idempotency-Key", key).answer();
    Answer again = ask(newEmail).header("Idempotency-Key", key).answer();

    assertThat(List.of(first.outcome(), again.outcome())).containsOnly("202");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    newInbox.confirmationToken();
    ask(newEmail).answer().expect(202);
    newInbox.confirmationToken();
    assertThat(newInbox.subjects()).hasSize(2);
  }

  @Test
  void aDisabledUsersLinkDoesNotWork() {
    String token = inbox.confirmationToken();
    admin.disables(ann).answer().expect(200);

    assertThat(confirm(token).answer().outcome()).isEqualTo("400 invalid_one_time_token");
  }

  @Test
  void whereVerifiedAddressesAreRequiredTheLinkOpensTheDoor() {
    try (Service strict =
        Service.startOn(
            service.database(),
            service.clock(),
            "APP_SMTP_URL",
            mails.url(),
            "APP_REQUIRE_VERIFIED_EMAIL",
            "true")) {
      strict.account(newEmail);
      assertThat(strict.login(newEmail, Person.PASSWORD).answer().outcome())
          .isEqualTo("403 email_unverified");

      confirm(newInbox.confirmationToken()).answer().expect(204);

      assertThat(strict.login(newEmail, Person.PASSWORD).answer().status()).isEqualTo(200);
    }
  }

  private Call ask(String address) {
    return askAs(ann, address);
  }

  private static Call askAs(Person person, String address) {
    return person.post(EMAIL).json("new_email", address, "current_password", Person.PASSWORD);
  }

  private Call confirm(String token) {
    return service.post("/api/v1/auth/email/verify").json("token", token);
  }

  private void newAccount(String email, boolean verified) {
    admin
        .post("/api/v1/users")
        .json(
            "email",
            email,
            "full_name",
            "Somebody",
            "password",
            Person.PASSWORD,
            "email_verified",
            verified)
        .answer()
        .expect(201);
  }

  private List<String> actions() {
    return admin.get("/api/v1/audit?target=user:" + ann.id()).answer().each("action");
  }
}
