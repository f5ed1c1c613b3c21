package dev.gatehouse.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages of the mails in a real browser; their looks are kept in target/screenshots. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPagesDrill {
  private static final String ANOTHER = "another horse 43";
  private static final String SAID = "!document.querySelector('#message').hidden";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final Person boss = service.admin();
  private final String role = service.role("products:write");
  private final String root = "http://127.0.0.1:" + service.port();

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @Test
  void aForgottenPasswordIsSetAnewOnThePage() {
    Person ann = service.account(Service.newEmail());
    service.post("/api/v1/auth/password/forgot").json("email", ann.email()).answer().expect(202);
    String token = new Inbox(mails, ann.email()).resetToken();
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/reset-password#token=" + token);
      browser.type("#password", "short");
      browser.click("#send");
      browser.await(SAID);
      assertThat(browser.text("#message")).contains("8 to 128 characters");
      browser.screenshot("reset-password-refused");

      browser.run("document.querySelector('#password').value = ''");
      browser.type("#password", ANOTHER);
      browser.click("#send");
      browser.await("document.querySelector('#message').className === 'good'");
      browser.screenshot("reset-password");

      assertThat(browser.run("return location.hash").asText()).isEmpty();
      assertThat(browser.console()).isEmpty();
    }
    assertThat(ann.signedIn(ANOTHER).me().answer().flag("email_verified")).isTrue();
  }

  @Test
  void anAddressIsConfirmedOnThePage() {
    Person bob = service.person();
    bob.post("/api/v1/users/me/email/verification").answer().expect(202);
    Inbox inbox = new Inbox(mails, bob.email());
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/verify-email#token=" + inbox.confirmationToken());
      browser.await("!document.querySelector('#form').hidden");
      browser.screenshot("verify-email");
      browser.click("#send");
      browser.await("document.querySelector('#message').className === 'good'");
      browser.screenshot("verify-email-done");

      assertThat(browser.console()).isEmpty();
    }
    assertThat(bob.me().answer().flag("email_verified")).isTrue();
  }

  @Test
  void somebodyInvitedOpensAnAccountOnThePage() {
    String email = Service.newEmail();
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/accept-invitation#token=" + invitation(email));
      browser.type("#password", ANOTHER);
      browser.click("#send");
      browser.await(SAID);
      assertThat(browser.text("#message")).contains("1 to 100 characters");
      browser.screenshot("accept-invitation-refused");

      browser.type("#name", "Ann Lee");
      browser.click("#send");
      browser.await("document.querySelector('#message').className === 'good'");
      browser.screenshot("accept-invitation");

      assertThat(browser.run("return location.hash").asText()).isEmpty();
      assertThat(browser.console()).isEmpty();
    }
    service.login(email, ANOTHER).answer().expect(200);
  }

  @Test
  void somebodyWithAnAccountSignsInOnThePage() {
    Person ann = service.person();
    Authenticator app = Authenticator.of(ann, service.clock());
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/accept-invitation#token=" + invitation(ann.email()));
      browser.type("#name", "Somebody Else");
      browser.type("#password", ANOTHER);
      browser.click("#send");
      browser.await("!document.querySelector('#sign-in').hidden");
      browser.await(SAID);
      assertThat(browser.text("#message")).contains("has an account already");
      browser.type("#email", ann.email());
      browser.type("#current", "wrong");
      browser.click("#accept");
      browser.await("document.querySelector('#message').textContent.includes('wrong')");
      browser.screenshot("accept-invitation-sign-in");

      browser.run("document.querySelector('#current').value = ''");
      browser.type("#current", Person.PASSWORD);
      browser.click("#accept");
      browser.await("!document.querySelector('#factor').hidden");
      browser.screenshot("accept-invitation-code");
      browser.type("#code", app.next());
      browser.click("#accept");
      browser.await("document.querySelector('#message').className === 'good'");
      browser.screenshot("accept-invitation-signed-in");
    }
    Answer account = boss.get(ann.path()).answer().expect(200);
    assertThat(account.text("full_name")).isEqualTo("Somebody");
    assertThat(account.json().path("roles")).hasToString("[\"" + role + "\"]");
    assertThat(boss.get(ann.path() + "/sessions").answer().json().path("items")).hasSize(1);
  }

  private String invitation(String email) {
    boss.post("/api/v1/invitations")
        .json("email", email, "roles", List.of(role))
        .answer()
        .expect(202);
    return new Inbox(mails, email).invitationToken();
  }

  @Test
  void aPageWithoutItsLinkSaysSo() {
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/verify-email");
      browser.await(SAID);

      assertThat(browser.text("#message")).contains("needs the link of a mail");
      assertThat(browser.console()).isEmpty();
      browser.screenshot("verify-email-without-link");
    }
  }
}
