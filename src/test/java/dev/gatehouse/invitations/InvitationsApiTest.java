package dev.gatehouse.invitations;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationsApiTest {
  private static final String INVITATIONS = "/api/v1/invitations";
  private static final String INVALID = "400 invalid_one_time_token";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final Person root = service.admin();
  private final String editor = service.role("products:write");

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  private static Call invite(Person by, String email, String... roles) {
    return by.post(INVITATIONS).json("email", email, "roles", List.of(roles));
  }

  /** The token of an invitation by the administrator. */
  private String invited(String email, String... roles) {
    invite(root, email, roles).answer().expect(202);
    return inbox(email).invitationToken();
  }

  private Inbox inbox(String email) {
    return new Inbox(mails, email);
  }

  private Call signUp(String token) {
    return signUp(service, token, Person.PASSWORD);
  }

  private static Call signUp(Service node, String token, String password) {
    return node.post("/api/v1/auth/invitation")
        .json("token", token, "full_name", " Ann Lee ", "password", password);
  }

  private static Call accept(Person by, String token) {
    return by.post("/api/v1/users/me/invitation").json("token", token);
  }

  private List<String> listed() {
    return root.get(INVITATIONS + "?limit=100").answer().expect(200).each("email");
  }

  @Test
  void somebodyInvitedOpensAnAccountWithTheRolesOffered() {
    String email = Service.newEmail();
    Answer sent =
        invite(root, email.toUpperCase(Locale.ROOT), editor, "member", editor).answer().expect(202);
    assertThat(sent.text("email")).isEqualTo(email);
    assertThat(sent.json().path("roles")).hasToString("[\"" + editor + "\"]");
    assertThat(sent.number("invited_by")).isEqualTo(root.id());
    assertThat(Duration.between(sent.time("created_at"), sent.time("expires_at"))).hasDays(7);
    assertThat(listed()).contains(email);

    Answer account = signUp(inbox(email).invitationToken()).answer().expect(201);

    assertThat(account.text("email")).isEqualTo(email);
    assertThat(account.text("full_name")).isEqualTo("Ann Lee");
    assertThat(account.json().path("roles")).hasToString("[\"" + editor + "\"]");
    assertThat(account.flag("email_verified")).isTrue();
    assertThat(account.flag("is_active")).isTrue();
    assertThat(account.flag("is_admin")).isFalse();
    assertThat(account.header("Location")).isEqualTo("/api/v1/users/" + account.id());
    assertThat(account.header("ETag"))
        .isEqualTo(root.get("/api/v1/users/" + account.id()).answer().header("ETag"));
    assertThat(listed()).doesNotContain(email);
    service.login(email, Person.PASSWORD).answer().expect(200);
    assertThat(inbox(email).subjects()).containsExactly("You are invited to Gatehouse");
  }

  @Test
  void theLinkWorksOnce() {
    String token = invited(Service.newEmail());
    signUp(token).answer().expect(201);

    assertThat(signUp(token).answer().outcome()).isEqualTo(INVALID);
    assertThat(accept(root, token).answer().outcome()).isEqualTo(INVALID);
  }

  @Test
  void theTokenIsInTheMailAlone() {
    String email = Service.newEmail();
    Answer sent = invite(root, email).answer();
    String token = inbox(email).invitationToken();

    assertThat(sent.body()).doesNotContain(token);
    assertThat(root.get(INVITATIONS).answer().body()).doesNotContain(token);
    assertThat(root.get("/api/v1/jobs?limit=100").answer().body()).doesNotContain(token, email);
    assertThat(service.log()).doesNotContain(token, email);
    assertThat(
            TestDatabase.text(
                service.database(),
                "select count(*) from invitation i where i::text like '%" + token + "%'"))
        .isEqualTo("0");
  }

  @Test
  void anAddressWithAnAccountGetsTheRolesOnlyAfterSigningIn() {
    Person ann = service.person();
    service.give(ann, service.role("audit:read"));
    String token = invited(ann.email(), editor);

    assertThat(signUp(token).answer().outcome()).isEqualTo("409 email_taken");
    assertThat(root.get(ann.path()).answer().json().path("roles")).hasSize(1);
    assertThat(accept(service.person(), token).answer().outcome()).isEqualTo(INVALID);
    Answer accepted = accept(ann, token).answer().expect(200);

    assertThat(accepted.json().path("roles")).hasSize(2);
    assertThat(accepted.text("full_name")).isEqualTo("Somebody");
    assertThat(accepted.flag("email_verified")).isTrue();
    assertThat(accepted.header("ETag")).isEqualTo(root.get(ann.path()).answer().header("ETag"));
    ann.get("/api/v1/audit").answer().expect(200);
    assertThat(accept(ann, token).answer().outcome()).isEqualTo(INVALID);
    service.login(ann.email(), Person.PASSWORD).answer().expect(200);
  }

  @Test
  void administratorsInviteAdministrators() {
    Answer made = signUp(invited(Service.newEmail(), "admin", editor)).answer().expect(201);
    assertThat(made.flag("is_admin")).isTrue();
    assertThat(made.json().path("roles")).hasSize(2);

    Person ann = service.person();
    assertThat(accept(ann, invited(ann.email(), "admin")).answer().flag("is_admin")).isTrue();
    ann.get("/api/v1/users").answer().expect(200);
  }

  @Test
  void itIsTheWayInWhileSignUpIsClosed() {
    try (Service closed =
        Service.startOn(
            service.database(),
            service.clock(),
            "APP_SMTP_URL",
            mails.url(),
            "APP_SIGNUP",
            "closed")) {
      String email = Service.newEmail();
      String token = invited(email);

      assertThat(closed.signUp(email).answer().outcome()).isEqualTo("403 signup_closed");
      signUp(closed, token, Person.PASSWORD).answer().expect(201);
    }
  }

  @Test
  void aWeakPasswordKeepsTheLink() {
    String email = Service.newEmail();
    String token = invited(email);
    String localPart = email.substring(0, email.indexOf('@'));

    for (String weak : List.of("password1", localPart + " and more")) {
      assertThat(signUp(service, token, weak).answer().outcome()).isEqualTo("422 weak_password");
    }
    assertThat(signUp(service, token, "short").answer().fields()).containsExactly("password");
    signUp(token).answer().expect(201);
  }

  @Test
  void whatIsNoTokenIsRefusedLikeAVoidOne() {
    for (String token :
        List.of("", "x", "A".repeat(43), "A".repeat(44), "=".repeat(43), "A".repeat(500_000))) {
      assertThat(signUp(token).answer().outcome()).isEqualTo(INVALID);
      assertThat(accept(root, token).answer().outcome()).isEqualTo(INVALID);
    }
  }

  @Test
  void anAddressIsRequiredAndRolesMustExist() {
    assertThat(invite(root, "nobody").answer().fields()).containsExactly("email");
    assertThat(invite(root, Service.newEmail(), "no-such-role").answer().fields())
        .containsExactly("roles");
    String[] many = IntStream.range(0, 21).mapToObj(n -> service.role()).toArray(String[]::new);
    assertThat(invite(root, Service.newEmail(), many).answer().fields()).containsExactly("roles");
    assertThat(root.post(INVITATIONS).json("roles", List.of()).answer().fields())
        .containsExactly("email");
    invite(root, Service.newEmail()).answer().expect(202);
    root.post(INVITATIONS).json("email", Service.newEmail()).answer().expect(202);
  }

  @Test
  void nobodyHasMoreThanTwentyRoles() {
    Person ann = service.person();
    String[] twenty = IntStream.range(0, 20).mapToObj(n -> service.role()).toArray(String[]::new);
    String token = invited(ann.email(), editor);
    service.give(ann, twenty);

    assertThat(invite(root, ann.email(), editor).answer().fields()).containsExactly("roles");
    assertThat(accept(ann, token).answer().fields()).containsExactly("token");
    service.give(ann, twenty[0]);
    accept(ann, token).answer().expect(200);
  }

  @Test
  void onlyWhoMayChangePeopleInvites() {
    Person member = service.person();
    Person support = service.holder("users:read", "users:sessions");
    for (Person other : List.of(member, support)) {
      for (Call call :
          List.of(
              invite(other, Service.newEmail()),
              other.get(INVITATIONS),
              other.post(INVITATIONS + "/1/resend"),
              other.delete(INVITATIONS + "/1"))) {
        assertThat(call.answer().outcome()).isEqualTo("403 forbidden");
      }
    }
    invite(service.holder("users:write"), Service.newEmail()).answer().expect(202);
  }

  @Test
  void aWithdrawnOneIsVoid() {
    String email = Service.newEmail();
    long id = invite(root, email, editor).answer().expect(202).id();
    String token = inbox(email).invitationToken();

    root.delete(INVITATIONS + "/" + id).answer().expect(204);

    assertThat(signUp(token).answer().outcome()).isEqualTo(INVALID);
    assertThat(listed()).doesNotContain(email);
    for (Call gone :
        List.of(
            root.delete(INVITATIONS + "/" + id), root.post(INVITATIONS + "/" + id + "/resend"))) {
      assertThat(gone.answer().outcome()).isEqualTo("404 not_found");
    }
  }

  @Test
  void oneSentAgainHasANewLink() {
    String email = Service.newEmail();
    Answer sent = invite(root, email, editor).answer().expect(202);
    Inbox inbox = inbox(email);
    String first = inbox.invitationToken();
    Person boss = service.admin();

    Answer again = boss.post(INVITATIONS + "/" + sent.id() + "/resend").answer().expect(202);
    String second = inbox.invitationToken();

    assertThat(again.id()).isEqualTo(sent.id());
    assertThat(again.time("created_at")).isEqualTo(sent.time("created_at"));
    assertThat(again.time("expires_at")).isAfterOrEqualTo(sent.time("expires_at"));
    assertThat(again.number("invited_by")).isEqualTo(boss.id());
    assertThat(listed()).containsOnlyOnce(email);
    assertThat(signUp(first).answer().outcome()).isEqualTo(INVALID);
    signUp(second).answer().expect(201);
  }

  @Test
  void severalToOneAddressStandBesideEachOther() {
    String email = Service.newEmail();
    String other = service.role("jobs:read");
    Inbox inbox = inbox(email);
    invite(root, email, editor).answer().expect(202);
    String first = inbox.invitationToken();
    invite(root, email, other).answer().expect(202);
    String second = inbox.invitationToken();

    Person ann = service.owner(signUp(first).answer().expect(201)).signedIn();

    assertThat(signUp(second).answer().outcome()).isEqualTo("409 email_taken");
    assertThat(accept(ann, second).answer().json().path("roles")).hasSize(2);
  }

  @Test
  void oneThatHasExpiredIsVoidAndNotListed() {
    try (Service later =
        Service.startOn(
            service.database(),
            new SettableClock(service.clock().instant()),
            "APP_SMTP_URL",
            mails.url())) {
      String email = Service.newEmail();
      long id = invite(root, email, editor).answer().expect(202).id();
      String token = inbox(email).invitationToken();
      later.clock().advance(Duration.ofDays(7).minusMinutes(1));
      Person then = service.admin().signedInAt(later);
      assertThat(then.get(INVITATIONS + "?limit=100").answer().each("email")).contains(email);

      later.clock().advance(Duration.ofMinutes(2));

      assertThat(signUp(later, token, Person.PASSWORD).answer().outcome()).isEqualTo(INVALID);
      assertThat(then.get(INVITATIONS + "?limit=100").answer().each("email")).doesNotContain(email);
      assertThat(then.delete(INVITATIONS + "/" + id).answer().outcome()).isEqualTo("404 not_found");
      assertThat(then.post(INVITATIONS + "/" + id + "/resend").answer().outcome())
          .isEqualTo("404 not_found");
    }
  }

  @Test
  void aDeletedInviterTakesThemAlong() {
    Person boss = service.admin();
    String email = Service.newEmail();
    invite(boss, email).answer().expect(202);
    String token = inbox(email).invitationToken();

    root.deletes(boss).answer().expect(204);

    assertThat(signUp(token).answer().outcome()).isEqualTo(INVALID);
    assertThat(listed()).doesNotContain(email);
  }

  @Test
  void theListIsReadInPages() {
    List<Long> ids =
        IntStream.range(0, 3)
            .mapToObj(n -> invite(root, Service.newEmail()).answer().expect(202).id())
            .toList();

    Answer last = root.get(INVITATIONS + "?sort=-id&limit=2").answer().expect(200);
    Answer next =
        root.get(INVITATIONS + "?sort=-id&limit=1&cursor=" + last.text("next_cursor"))
            .answer()
            .expect(200);

    assertThat(last.each("id")).containsExactly("" + ids.get(2), "" + ids.get(1));
    assertThat(next.each("id")).containsExactly("" + ids.get(0));
    assertThat(root.get(INVITATIONS + "?sort=email").answer().fields()).containsExactly("sort");
  }

  @Test
  void whatHappensToThemIsInTheTrailWithoutTheAddress() {
    String email = Service.newEmail();
    long id = invite(root, email, editor).answer().expect(202).id();
    Inbox inbox = inbox(email);
    inbox.invitationToken();
    root.post(INVITATIONS + "/" + id + "/resend").answer().expect(202);
    long account = signUp(inbox.invitationToken()).answer().expect(201).id();
    long withdrawn = invite(root, email).answer().expect(202).id();
    root.delete(INVITATIONS + "/" + withdrawn).answer().expect(204);

    Answer one = root.get("/api/v1/audit?target=invitation:" + id).answer().expect(200);
    assertThat(one.each("action"))
        .containsExactly("invitation.accepted", "invitation.resent", "invitation.created");
    assertThat(one.each("actor_id")).containsExactly("" + account, "" + root.id(), "" + root.id());
    assertThat(one.body()).contains(editor).doesNotContain(email);
    assertThat(
            root.get("/api/v1/audit?target=invitation:" + withdrawn)
                .answer()
                .expect(200)
                .each("action"))
        .containsExactly("invitation.withdrawn", "invitation.created");
    assertThat(root.get("/api/v1/audit?target=user:" + account).answer().expect(200).each("action"))
        .containsExactly("user.created");
  }

  @Test
  void aRepeatedRequestSendsOneMail() {
    String email = Service.newEmail();
    Call invite = invite(root, email).header("Idempotency-Key", Service.newName());

    Answer first = invite.answer().expect(202);
    Answer second = invite.answer().expect(202);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    mails.awaitMailsTo(email, 1);
    Call resend =
        root.post(INVITATIONS + "/" + first.id() + "/resend")
            .header("Idempotency-Key", Service.newName());
    resend.answer().expect(202);
    assertThat(resend.answer().expect(202).header("Idempotency-Replayed")).isEqualTo("true");
    mails.awaitMailsTo(email, 2);
    invite(root, Service.newEmail()).answer().expect(202);
    assertThat(mails.mailsTo(email)).hasSize(2);
  }

  @Test
  void aMailThatWaitsIsNotSentOnceItsInvitationIsWithdrawn() {
    mails.goAway();
    try {
      String email = Service.newEmail();
      long id = invite(root, email).answer().expect(202).id();
      root.delete(INVITATIONS + "/" + id).answer().expect(204);
      String newest = root.get("/api/v1/jobs?type=mail.send&limit=1").answer().each("id").get(0);
      mails.comeBack();
      service.clock().advance(Duration.ofMinutes(1));

      await()
          .untilAsserted(
              () ->
                  assertThat(root.get("/api/v1/jobs/" + newest).answer().body())
                      .contains("its link is void"));
      assertThat(mails.mailsTo(email)).isEmpty();
    } finally {
      mails.goAway();
      mails.comeBack();
    }
  }

  @Test
  void aMailboxGetsFiveAnHour() {
    try (Service limited =
        Service.startOn(
            service.database(), service.clock(), "APP_SMTP_URL", mails.url(), "APP_LIMITS", "on")) {
      Person boss = root.at(limited);
      String email = Service.newEmail();
      Inbox inbox = inbox(email);
      long id = invite(boss, email).answer().expect(202).id();
      String token = inbox.invitationToken();
      for (int sent = 1; sent < 5; sent++) {
        boss.post(INVITATIONS + "/" + id + "/resend").answer().expect(202);
        token = inbox.invitationToken();
      }

      Answer over = boss.post(INVITATIONS + "/" + id + "/resend").answer();
      assertThat(over.outcome()).isEqualTo("429 too_many_requests");
      assertThat(over.header("Retry-After")).isNotEmpty();
      assertThat(invite(boss, email).answer().outcome()).isEqualTo("429 too_many_requests");
      signUp(token).answer().expect(201);
    }
  }

  @Test
  void withoutAMailServerNobodyIsInvited() {
    try (Service silent = Service.startOn(service.database(), service.clock())) {
      Person boss = root.at(silent);
      for (Call call :
          List.of(invite(boss, Service.newEmail()), boss.post(INVITATIONS + "/1/resend"))) {
        assertThat(call.answer().outcome()).isEqualTo("503 unavailable");
      }
      boss.get(INVITATIONS).answer().expect(200);
      assertThat(boss.delete(INVITATIONS + "/999999999").answer().outcome())
          .isEqualTo("404 not_found");
    }
  }
}
