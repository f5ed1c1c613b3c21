package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordResetApiTest {
  private static final String ANOTHER = "another horse 43";
  private static final String WEAK = "password1";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final Person admin = service.admin();
  private Person ann;
  private Inbox inbox;

  @BeforeEach
  void signUp() {
    ann = service.person();
    inbox = new Inbox(mails, ann.email());
  }

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @Test
  void theLinkSetsThePasswordAndEndsEverySession() {
    Person elsewhere = ann.signedIn();

    Answer reset = reset(resetToken(), ANOTHER).answer();

    assertThat(reset.status()).isEqualTo(204);
    assertThat(reset.body()).isEmpty();
    assertThat(ann.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(elsewhere.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("401 bad_credentials");
    Answer me = ann.signedIn(ANOTHER).me().answer();
    assertThat(me.flag("email_verified")).isTrue();
    assertThat(inbox.awaitSubjects("password of your")).anyMatch(s -> s.contains("changed"));
    assertThat(mails.mailsTo(ann.email()))
        .anyMatch(mail -> mail.text().contains("ended.\r\n\r\nWhen"));
    assertThat(actions()).contains("password.reset", "email.verified");
  }

  @Test
  void theLinkWorksOnceEvenForTwinsAtOnce() {
    String token = resetToken();

    List<Answer> answers = service.atOnce(3, n -> reset(token, ANOTHER));

    assertThat(answers)
        .extracting(Answer::outcome)
        .containsExactlyInAnyOrder(
            "204", "400 invalid_one_time_token", "400 invalid_one_time_token");
  }

  @Test
  void aWeakPasswordKeepsTheLink() {
    String token = resetToken();

    assertThat(reset(token, WEAK).answer().outcome()).isEqualTo("422 weak_password");
    assertThat(reset(token, ann.email().replace("@people.example", "-and-more")).answer().outcome())
        .isEqualTo("422 weak_password");
    assertThat(reset(token, "short").answer().outcome()).isEqualTo("422 validation");
    assertThat(reset(token, ANOTHER).answer().status()).isEqualTo(204);
  }

  @Test
  void malformedTokensAreInvalid() {
    String confirmation = inbox.confirmationToken();
    String right = resetToken();

    for (String wrong :
        List.of(
            "", "x", "a".repeat(43), ann.tokens().access(), confirmation, right + "A", "\u00e9")) {
      assertThat(reset(wrong, ANOTHER).answer().outcome())
          .as(wrong)
          .isEqualTo("400 invalid_one_time_token");
    }
    assertThat(reset("a\0b", ANOTHER).answer().fields()).containsExactly("token");
    assertThat(confirm(right).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(reset(right, ANOTHER).answer().status()).isEqualTo(204);
  }

  @Test
  void anHourLaterTheLinkIsTooOld() {
    try (Service own =
        Service.startOn(
            TestDatabase.migrated(), SettableClock.ofToday(), "APP_SMTP_URL", mails.url())) {
      String email = Service.newEmail();
      own.account(email);
      Inbox box = new Inbox(mails, email);
      own.post("/api/v1/auth/password/forgot").json("email", email).answer().expect(202);
      String first = box.resetToken();
      own.clock().advance(Duration.ofMinutes(59));
      assertThat(resetAt(own, first, WEAK).answer().outcome()).isEqualTo("422 weak_password");
      own.clock().advance(Duration.ofMinutes(1));
      assertThat(resetAt(own, first, WEAK).answer().outcome())
          .isEqualTo("400 invalid_one_time_token");
    }
  }

  @Test
  void ofSixLinksTheFirstIsVoidAndAUsedOneVoidsTheOthers() {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tokens.add(resetToken());
    }

    assertThat(reset(tokens.get(0), ANOTHER).answer().outcome())
        .isEqualTo("400 invalid_one_time_token");
    assertThat(reset(tokens.get(1), ANOTHER).answer().status()).isEqualTo(204);
    assertThat(reset(tokens.get(5), ANOTHER).answer().outcome())
        .isEqualTo("400 invalid_one_time_token");
  }

  @Test
  void knownAndUnknownAddressesGetTheSameAnswerAndStoreOneJobEach() {
    String before = newestJob();

    Answer known = forgot(ann.email()).header("X-Request-ID", "same").answer();
    Answer unknown = forgot(Service.newEmail()).header("X-Request-ID", "same").answer();

    assertThat(known.status()).isEqualTo(202);
    assertThat(known.body()).isEqualTo("{}").isEqualTo(unknown.body());
    assertThat(unknown.status()).isEqualTo(202);
    assertThat(known.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
    assertThat(
            admin.get("/api/v1/jobs?type=account.reset&limit=2").answer().each("id").stream()
                .filter(id -> Long.parseLong(id) > Long.parseLong(before)))
        .hasSize(2);
    inbox.resetToken();
  }

  @Test
  void anAddressIsNormalisedAndAMalformedOneRefused() {
    forgot("  " + ann.email().toUpperCase(Locale.ROOT) + " ").answer().expect(202);

    assertThat(inbox.resetToken()).hasSize(43);
    assertThat(forgot("nobody").answer().fields()).containsExactly("email");
  }

  @Test
  void aDisabledUsersLinkDoesNotWorkAndNoOtherIsSent() {
    String token = resetToken();
    admin.disables(ann).answer().expect(200);

    assertThat(reset(token, ANOTHER).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    forgot(ann.email()).answer().expect(202);
    Person bob = service.person();
    forgot(bob.email()).answer().expect(202);
    new Inbox(mails, bob.email()).resetToken();
    assertThat(inbox.subjects()).filteredOn(subject -> subject.startsWith("Choose")).hasSize(1);
  }

  @Test
  void aPasswordChangeMakesTheLinkVoid() {
    String token = resetToken();

    ann.put("/api/v1/users/me/password")
        .json("new_password", ANOTHER, "current_password", Person.PASSWORD)
        .answer()
        .expect(204);

    assertThat(reset(token, "a third horse 44").answer().outcome())
        .isEqualTo("400 invalid_one_time_token");
  }

  @Test
  void anAddressThatAnAdministratorChangesMakesTheLinkVoid() {
    String token = resetToken();
    String confirmation = inbox.confirmationToken();
    service.verified(ann);
    String newEmail = Service.newEmail();

    admin.patch(ann.path()).json("email", newEmail).answer().expect(200);

    assertThat(reset(token, ANOTHER).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(confirm(confirmation).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(inbox.awaitSubjects("was changed")).anyMatch(s -> s.contains("e-mail"));
    assertThat(confirm(new Inbox(mails, newEmail).confirmationToken()).answer().status())
        .isEqualTo(204);
  }

  @Test
  void theSecondFactorOfAnAddressNeverVerifiedGoes() {
    Authenticator.of(ann, service.clock());

    reset(resetToken(), ANOTHER).answer().expect(204);

    Answer me = ann.signedIn(ANOTHER).me().answer();
    assertThat(me.flag("mfa_enabled")).isFalse();
    assertThat(me.flag("email_verified")).isTrue();
    assertThat(actions()).contains("mfa.reset");
  }

  @Test
  void theSecondFactorOfAVerifiedAddressStays() {
    confirm(inbox.confirmationToken()).answer().expect(204);
    Authenticator.of(ann, service.clock());

    reset(resetToken(), ANOTHER).answer().expect(204);

    assertThat(service.login(ann.email(), ANOTHER).answer().outcome())
        .isEqualTo("403 mfa_required");
  }

  @Test
  void aPendingChangeOfTheAddressIsVoidAfterwards() {
    String newEmail = Service.newEmail();
    ann.post("/api/v1/users/me/email")
        .json("new_email", newEmail, "current_password", Person.PASSWORD)
        .answer()
        .expect(202);
    String change = new Inbox(mails, newEmail).confirmationToken();

    reset(resetToken(), ANOTHER).answer().expect(204);

    assertThat(confirm(change).answer().outcome()).isEqualTo("400 invalid_one_time_token");
    assertThat(ann.signedIn(ANOTHER).me().answer().text("email")).isEqualTo(ann.email());
  }

  @Test
  void theRoutesLookAtNoTokenAndNoKey() {
    assertThat(forgot(ann.email()).bearer("nonsense").answer().status()).isEqualTo(202);
    assertThat(forgot(ann.email()).header("Idempotency-Key", "a b").answer().status())
        .isEqualTo(202);
    assertThat(reset("x", ANOTHER).bearer("nonsense").answer().outcome())
        .isEqualTo("400 invalid_one_time_token");
    assertThat(confirm("x").bearer("nonsense").answer().outcome())
        .isEqualTo("400 invalid_one_time_token");
  }

  @Test
  void theDatabaseHasNoTokenThatWorks() {
    String token = resetToken();

    assertThat(TestDatabase.texts(service.database(), "select t::text from one_time_token t"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(token));
    assertThat(TestDatabase.texts(service.database(), "select j::text from job j"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(token) || row.contains("people.example"));
  }

  private String resetToken() {
    forgot(ann.email()).answer().expect(202);
    return inbox.resetToken();
  }

  private String newestJob() {
    return admin.get("/api/v1/jobs?limit=1").answer().each("id").get(0);
  }

  private List<String> actions() {
    return admin.get("/api/v1/audit?target=user:" + ann.id()).answer().each("action");
  }

  private Call forgot(String email) {
    return service.post("/api/v1/auth/password/forgot").json("email", email);
  }

  private Call reset(String token, String newPassword) {
    return resetAt(service, token, newPassword);
  }

  private static Call resetAt(Service node, String token, String newPassword) {
    return node.post("/api/v1/auth/password/reset")
        .json("token", token, "new_password", newPassword);
  }

  private Call confirm(String token) {
    return service.post("/api/v1/auth/email/verify").json("token", token);
  }
}
