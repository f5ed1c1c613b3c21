package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nobody gives by an invitation what he does not hold, then or when it is accepted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationBoundApiTest {
  private static final String INVITATIONS = "/api/v1/invitations";
  private static final String ACCOUNTS = "/api/v1/service-accounts";
  private static final String FORBIDDEN = "403 forbidden";
  private static final String INVALID = "400 invalid_one_time_token";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final Person root = service.admin();
  private final String editor = service.role("products:write");
  private final String supportRole = service.role("users:write");

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  private Person with(String... roles) {
    Person person = service.person();
    service.give(person, roles);
    return person;
  }

  private static Call invite(Person by, String email, String... roles) {
    return by.post(INVITATIONS).json("email", email, "roles", List.of(roles));
  }

  private String invited(Person by, String email, String... roles) {
    invite(by, email, roles).answer().expect(202);
    return new Inbox(mails, email).invitationToken();
  }

  private Call signUp(String token) {
    return service
        .post("/api/v1/auth/invitation")
        .json("token", token, "full_name", "Ann Lee", "password", Person.PASSWORD);
  }

  private static Call accept(Person by, String token) {
    return by.post("/api/v1/users/me/invitation").json("token", token);
  }

  @Test
  void aServiceAccountInvitesWithinItsBound() {
    Program program = program("users:write", supportRole, editor);
    String email = Service.newEmail();
    Answer sent = program.invite(email, editor).answer().expect(202);
    assertThat(sent.text("invited_by")).isEqualTo("sa-" + program.id());
    assertThat(root.get(INVITATIONS + "?limit=100").answer().each("invited_by"))
        .contains("sa-" + program.id());
    Inbox inbox = new Inbox(mails, email);
    inbox.invitationToken();
    String again = INVITATIONS + "/" + sent.id() + "/resend";
    service.post(again).bearer(program.key()).answer().expect(202);

    Answer account = signUp(inbox.invitationToken()).answer().expect(201);

    assertThat(account.json().path("roles")).hasToString("[\"" + editor + "\"]");
    for (Program weaker : List.of(program("users:write", supportRole), program("users:write"))) {
      assertThat(weaker.invite(Service.newEmail(), editor).answer().outcome()).isEqualTo(FORBIDDEN);
    }
    assertThat(program.invite(Service.newEmail(), "admin").answer().outcome()).isEqualTo(FORBIDDEN);
    assertThat(program("jobs:read", "admin").invite(email).answer().outcome())
        .isEqualTo("403 insufficient_scope");
  }

  @Test
  void aPersonWhoSendsAgainVouchesInPlaceOfAServiceAccountAndTheOtherWayRound() {
    Program program = program("users:write", "admin");
    String email = Service.newEmail();
    Inbox inbox = new Inbox(mails, email);
    long id = program.invite(email).answer().expect(202).id();
    String byProgram = inbox.invitationToken();

    Answer sent = root.post(INVITATIONS + "/" + id + "/resend").answer().expect(202);
    assertThat(sent.number("invited_by")).isEqualTo(root.id());
    String byRoot = inbox.invitationToken();
    assertThat(signUp(byProgram).answer().outcome()).isEqualTo(INVALID);
    service.post(INVITATIONS + "/" + id + "/resend").bearer(program.key()).answer().expect(202);
    assertThat(signUp(byRoot).answer().outcome()).isEqualTo(INVALID);

    root.delete(ACCOUNTS + "/" + program.id()).answer().expect(204);
    assertThat(signUp(inbox.invitationToken()).answer().outcome()).isEqualTo(INVALID);
    assertThat(root.get(INVITATIONS + "?limit=100").answer().each("email")).doesNotContain(email);
  }

  @Test
  void aServiceAccountMustStillHoldWhatIsOfferedWhenItIsAccepted() {
    Map<String, Object> losses =
        Map.of("is_active", false, "roles", List.of(supportRole), "deleted", true);
    losses.forEach(
        (member, value) -> {
          Program program = program("users:write", supportRole, editor);
          Person ann = service.person();
          String toNobody = invited(program, Service.newEmail());
          String toAnn = invited(program, ann.email());
          String path = ACCOUNTS + "/" + program.id();
          (member.equals("deleted") ? root.delete(path) : root.patch(path).json(member, value))
              .answer();

          assertThat(signUp(toNobody).answer().outcome()).as(member).isEqualTo(INVALID);
          assertThat(accept(ann, toAnn).answer().outcome()).as(member).isEqualTo(INVALID);
        });
  }

  /** Its statements are those of the release before. */
  @Test
  void aNodeOfAnOlderReleaseFindsNoInvitationOfAServiceAccountButSendsItAgain() {
    Program program = program("users:write", "admin");
    long id = program.invite(Service.newEmail()).answer().expect(202).id();
    String row = " from invitation where id = " + id;

    assertThat(TestDatabase.text(service.database(), "select digest is null" + row)).isEqualTo("t");
    TestDatabase.execute(
        service.database(),
        "update invitation set invited_by = %d, digest = '\\x01' where id = %d"
            .formatted(root.id(), id));

    assertThat(root.get(INVITATIONS + "?limit=100").answer().each("invited_by"))
        .contains(Long.toString(root.id()))
        .doesNotContain("sa-" + program.id());
  }

  @Test
  void whatWasSentToAnAddressBeforeItsAccountWasDeletedIsVoid() {
    Person ann = service.person();
    Person bob = service.person();
    Answer sent = invite(root, ann.email(), editor).answer().expect(202);
    Inbox inbox = new Inbox(mails, ann.email());
    String toAnn = inbox.invitationToken();
    String toBob = invited(root, bob.email(), editor);

    root.deletes(ann).answer().expect(204);
    bob.post("/api/v1/users/me/delete")
        .json("current_password", Person.PASSWORD)
        .answer()
        .expect(204);

    assertThat(signUp(toAnn).answer().outcome()).isEqualTo(INVALID);
    assertThat(signUp(toBob).answer().outcome()).isEqualTo(INVALID);
    assertThat(root.get("/api/v1/audit?target=invitation:" + sent.id()).answer().each("action"))
        .containsExactly("invitation.voided", "invitation.created");
    invite(root, ann.email(), editor).answer().expect(202);
    signUp(inbox.invitationToken()).answer().expect(201);
  }

  @Test
  void ofADeletionAndAUseOfManyInvitationsNoneBlocks() {
    for (int round = 0; round < 5; round++) {
      Person ann = service.person();
      Inbox inbox = new Inbox(mails, ann.email());
      String[] tokens = new String[2];
      for (int n = 0; n < 2; n++) {
        invite(with(supportRole), ann.email()).answer().expect(202);
        tokens[n] = inbox.invitationToken();
      }

      List<Answer> answers =
          service.atOnce(root.deletes(ann), signUp(tokens[0]), signUp(tokens[1]));

      assertThat(answers.get(0).status()).isEqualTo(204);
      assertThat(answers.subList(1, 3))
          .extracting(Answer::outcome)
          .containsAnyOf(INVALID, "409 email_taken")
          .isSubsetOf(INVALID, "409 email_taken");
    }
  }

  @Test
  void whoLosesThePermissionMeanwhileWithdrawsNothing() {
    Person support = with(supportRole);
    long id = invite(root, Service.newEmail(), "admin").answer().expect(202).id();
    try (OpenTransaction loss =
        OpenTransaction.running(
            service.database(), "update app_user set roles = '{}' where id = " + support.id())) {
      CompletableFuture<Answer> withdrawal =
          CompletableFuture.supplyAsync(support.delete(INVITATIONS + "/" + id)::answer);
      loss.awaitWaiters(1);
      loss.commit();

      assertThat(withdrawal.join().outcome()).isEqualTo(FORBIDDEN);
    }
    service.give(support, supportRole);
    support.delete(INVITATIONS + "/" + id).answer().expect(204);
  }

  /** A service account, by one of its keys. */
  private final class Program {
    private final long id;
    private final String key;

    private Program(long id, String key) {
      this.id = id;
      this.key = key;
    }

    long id() {
      return id;
    }

    String key() {
      return key;
    }

    Call invite(String email, String... roles) {
      return service.post(INVITATIONS).bearer(key).json("email", email, "roles", List.of(roles));
    }
  }

  private Program program(String scope, String... roles) {
    long id =
        root.post(ACCOUNTS)
            .json("name", Service.newName(), "roles", List.of(roles))
            .answer()
            .expect(201)
            .id();
    String key =
        root.post(ACCOUNTS + "/" + id + "/api-keys")
            .json("name", "k", "scopes", List.of(scope, "products:write"))
            .answer()
            .expect(201)
            .text("key");
    return new Program(id, key);
  }

  private String invited(Program by, String email) {
    by.invite(email, editor).answer().expect(202);
    return new Inbox(mails, email).invitationToken();
  }

  @Test
  void nobodyOffersWhatHeDoesNotHold() {
    Person support = with(supportRole);
    for (String role : List.of("admin", editor)) {
      assertThat(invite(support, Service.newEmail(), role).answer().outcome()).isEqualTo(FORBIDDEN);
      assertThat(invite(support, Service.newEmail(), role, supportRole).answer().outcome())
          .isEqualTo(FORBIDDEN);
      assertThat(invite(support, support.email(), role).answer().outcome()).isEqualTo(FORBIDDEN);
    }
    invite(support, Service.newEmail(), supportRole).answer().expect(202);
    invite(with(supportRole, editor), Service.newEmail(), editor).answer().expect(202);
  }

  @Test
  void nobodyInvitesSomebodyWhoHoldsMore() {
    Person support = with(supportRole);
    for (Person stronger : List.of(root, with(editor))) {
      assertThat(invite(support, stronger.email()).answer().outcome()).isEqualTo(FORBIDDEN);
    }
    invite(support, with(supportRole).email()).answer().expect(202);
  }

  @Test
  void nobodySendsAgainWhatHeCouldNotOffer() {
    Person support = with(supportRole);
    long admin = invite(root, Service.newEmail(), "admin").answer().expect(202).id();
    long boss = invite(root, root.email()).answer().expect(202).id();
    String email = Service.newEmail();
    long plain = invite(root, email).answer().expect(202).id();

    for (long id : List.of(admin, boss)) {
      assertThat(support.post(INVITATIONS + "/" + id + "/resend").answer().outcome())
          .isEqualTo(FORBIDDEN);
    }
    support.post(INVITATIONS + "/" + plain + "/resend").answer().expect(202);
  }

  @Test
  void theInviterMustStillHoldWhatIsOfferedWhenItIsAccepted() {
    List<Function<Person, Call>> losses =
        List.of(
            boss -> root.demotes(boss),
            boss -> root.disables(boss),
            boss -> root.deletes(boss),
            boss -> root.patch(boss.path()).json("roles", List.of(editor)),
            boss -> root.patch(boss.path()).json("roles", List.of(supportRole)));
    for (Function<Person, Call> loss : losses) {
      Person boss = service.admin();
      Person ann = service.person();
      String toNobody = invited(boss, Service.newEmail(), editor);
      String toAnn = invited(boss, ann.email(), editor);

      assertThat(loss.apply(boss).answer().status()).isIn(200, 204);

      assertThat(signUp(toNobody).answer().outcome()).isEqualTo(INVALID);
      assertThat(accept(ann, toAnn).answer().outcome()).isEqualTo(INVALID);
      assertThat(root.get(ann.path()).answer().json().path("roles")).isEmpty();
    }
  }

  /** Otherwise what somebody did with a stolen account would come back with its owner. */
  @Test
  void whatTheInviterHasLostDoesNotComeBack() {
    Person boss = service.admin();
    Person ann = service.person();
    String email = Service.newEmail();
    Answer sent = invite(boss, email, editor).answer().expect(202);
    String toNobody = new Inbox(mails, email).invitationToken();
    String toAnn = invited(boss, ann.email(), editor);
    root.disables(boss).answer().expect(200);
    assertThat(signUp(toNobody).answer().outcome()).isEqualTo(INVALID);
    assertThat(accept(ann, toAnn).answer().outcome()).isEqualTo(INVALID);

    root.patch(boss.path()).json("is_active", true).answer().expect(200);

    assertThat(signUp(toNobody).answer().outcome()).isEqualTo(INVALID);
    assertThat(accept(ann, toAnn).answer().outcome()).isEqualTo(INVALID);
    assertThat(root.get(INVITATIONS + "?limit=100").answer().each("email"))
        .doesNotContain(email, ann.email());
    assertThat(root.get("/api/v1/audit?target=invitation:" + sent.id()).answer().each("action"))
        .containsExactly("invitation.voided", "invitation.created");
  }

  @Test
  void anInvitationInWrongHandsStaysWhatItIs() {
    Person ann = service.person();
    String token = invited(with(supportRole), ann.email(), supportRole);

    for (Person other : List.of(service.person(), root)) {
      assertThat(accept(other, token).answer().outcome()).isEqualTo(INVALID);
    }

    accept(ann, token).answer().expect(200);
  }

  @Test
  void aRoleThatHasGrownBeyondTheInviterIsNotGiven() {
    String grows = service.role();
    String token = invited(with(supportRole), Service.newEmail(), grows);

    root.patch("/api/v1/roles/" + grows)
        .json("permissions", List.of("audit:read"))
        .answer()
        .expect(200);

    assertThat(signUp(token).answer().outcome()).isEqualTo(INVALID);
  }

  @Test
  void somebodyWhoHasComeToHoldMoreThanTheInviterIsOutOfReach() {
    Person ann = service.person();
    String token = invited(with(supportRole), ann.email(), supportRole);
    service.give(ann, editor);

    assertThat(accept(ann, token).answer().outcome()).isEqualTo(INVALID);
  }

  @Test
  void sentAgainBySomebodyWhoMayItWorksAgain() {
    Person boss = service.admin();
    String email = Service.newEmail();
    Inbox inbox = new Inbox(mails, email);
    long id = invite(boss, email, editor).answer().expect(202).id();
    inbox.invitationToken();
    root.demotes(boss).answer().expect(200);

    root.post(INVITATIONS + "/" + id + "/resend").answer().expect(202);

    signUp(inbox.invitationToken()).answer().expect(201);
  }

  @Test
  void aRoleThatIsGoneIsLeftOut() {
    String gone = service.role("jobs:read");
    Person ann = service.person();
    String email = Service.newEmail();
    Inbox inbox = new Inbox(mails, email);
    long id = invite(root, email, gone, editor).answer().expect(202).id();
    inbox.invitationToken();
    String toAnn = invited(root, ann.email(), gone);
    root.delete("/api/v1/roles/" + gone).answer().expect(204);

    root.post(INVITATIONS + "/" + id + "/resend").answer().expect(202);

    assertThat(signUp(inbox.invitationToken()).answer().expect(201).json().path("roles"))
        .hasToString("[\"" + editor + "\"]");
    assertThat(accept(ann, toAnn).answer().expect(200).json().path("roles")).isEmpty();
  }

  @Test
  void anInvitationGoesToAnAddressNotToAnAccount() {
    Person ann = service.person();
    String token = invited(root, ann.email(), editor);
    root.patch(ann.path()).json("email", Service.newEmail()).answer().expect(200);

    assertThat(accept(ann, token).answer().outcome()).isEqualTo(INVALID);
    signUp(token).answer().expect(201);
  }

  @Test
  void ofManyUsesOneMakesTheAccount() {
    String token = invited(root, Service.newEmail(), editor);

    List<Answer> answers = service.atOnce(10, n -> signUp(token));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", INVALID);
  }

  @Test
  void ofManyAcceptancesOneCounts() {
    Person ann = service.person();
    String token = invited(root, ann.email(), editor);

    List<Answer> answers = service.atOnce(10, n -> accept(ann, token));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", INVALID);
  }

  @Test
  void ofAUseAndASignUpOneMakesTheAccount() {
    for (int round = 0; round < 5; round++) {
      String email = Service.newEmail();
      String token = invited(root, email, editor);

      List<Answer> answers = service.atOnce(signUp(token), service.signUp(email));

      assertThat(answers)
          .extracting(Answer::outcome)
          .containsExactlyInAnyOrder("201", "409 email_taken");
    }
  }

  @Test
  void ofAUseAndAWithdrawalOneCounts() {
    for (int round = 0; round < 5; round++) {
      String email = Service.newEmail();
      long id = invite(root, email, editor).answer().expect(202).id();
      String token = new Inbox(mails, email).invitationToken();

      List<Answer> answers = service.atOnce(signUp(token), root.delete(INVITATIONS + "/" + id));

      assertThat(answers.stream().map(Answer::outcome).toList())
          .isIn(List.of("201", "404 not_found"), List.of(INVALID, "204"));
    }
  }

  @Test
  void ofAUseAndASecondMailOneCounts() {
    for (int round = 0; round < 5; round++) {
      String email = Service.newEmail();
      long id = invite(root, email, editor).answer().expect(202).id();
      String token = new Inbox(mails, email).invitationToken();

      List<Answer> answers =
          service.atOnce(signUp(token), root.post(INVITATIONS + "/" + id + "/resend"));

      assertThat(answers.stream().map(Answer::outcome).toList())
          .isIn(List.of("201", "404 not_found"), List.of(INVALID, "202"));
    }
  }

  /** The use waits for the inviter's row, and judges what it finds there. */
  @Test
  void anInviterWhoIsDemotedMeanwhileGivesNothing() {
    Person boss = service.admin();
    Person ann = service.person();
    String toNobody = invited(boss, Service.newEmail(), editor);
    String toAnn = invited(boss, ann.email(), editor);
    try (OpenTransaction demotion =
        OpenTransaction.running(
            service.database(), "update app_user set is_admin = false where id = " + boss.id())) {
      CompletableFuture<Answer> use = CompletableFuture.supplyAsync(signUp(toNobody)::answer);
      CompletableFuture<Answer> acceptance =
          CompletableFuture.supplyAsync(accept(ann, toAnn)::answer);
      demotion.awaitWaiters(2);
      demotion.commit();

      assertThat(use.join().outcome()).isEqualTo(INVALID);
      assertThat(acceptance.join().outcome()).isEqualTo(INVALID);
    }
  }

  @Test
  void aRoleThatIsDeletedMeanwhileIsLeftOut() {
    String gone = service.role("jobs:read");
    Person ann = service.person();
    String toNobody = invited(root, Service.newEmail(), gone);
    String toAnn = invited(root, ann.email(), gone);
    try (OpenTransaction deletion =
        OpenTransaction.running(
            service.database(), "delete from role where name = '" + gone + "'")) {
      CompletableFuture<Answer> use = CompletableFuture.supplyAsync(signUp(toNobody)::answer);
      CompletableFuture<Answer> acceptance =
          CompletableFuture.supplyAsync(accept(ann, toAnn)::answer);
      deletion.awaitWaiters(2);
      deletion.commit();

      assertThat(use.join().expect(201).json().path("roles")).isEmpty();
      assertThat(acceptance.join().expect(200).json().path("roles")).isEmpty();
    }
  }

  /** Both have roles that the other one gives, and lock in one order. */
  @Test
  void acceptancesAmongPeopleWhoInviteEachOtherDoNotBlock() {
    List<Person> people =
        List.of(with(supportRole), with(supportRole), with(supportRole), with(supportRole));
    List<Inbox> inboxes = people.stream().map(each -> new Inbox(mails, each.email())).toList();
    String[] tokens = new String[16];
    for (int n = 0; n < 16; n++) {
      invite(people.get(n % 4), people.get(n / 4).email(), supportRole).answer().expect(202);
      tokens[n] = inboxes.get(n / 4).invitationToken();
    }

    List<Answer> answers = service.atOnce(16, n -> accept(people.get(n / 4), tokens[n]));

    assertThat(answers).extracting(Answer::outcome).containsOnly("200");
  }
}
