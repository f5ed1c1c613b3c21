package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody gives what he does not hold, nor touches somebody who holds more. */
class BoundApiTest {
  private static final String FORBIDDEN = "403 forbidden";
  private static final String ROLES = "/api/v1/roles";

  private final Service service = Service.shared();
  private final String supportRole = service.role("users:write", "users:sessions");
  private final Person support = with(supportRole);
  private final Person editor = service.holder("products:write");
  private final Person root = service.admin();
  private final Person bob = service.person();

  private Person with(String... roles) {
    Person person = service.person();
    service.give(person, roles);
    return person;
  }

  /** All that can be done to somebody's account. */
  private Map<String, Call> takeovers(Person by, Person of) {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("name", by.patch(of.path()).json("full_name", "X"));
    calls.put("nothing", by.patch(of.path()).json());
    calls.put("address", by.patch(of.path()).json("email", Service.newEmail()));
    calls.put("verified", by.patch(of.path()).json("email_verified", true));
    calls.put("roles", by.patch(of.path()).json("roles", List.of()));
    calls.put("admin", by.patch(of.path()).json("is_admin", false));
    calls.put("sessions", by.delete(of.path() + "/sessions"));
    calls.put("factor", by.delete(of.path() + "/mfa"));
    calls.put("active", by.disables(of));
    calls.put("deletion", by.deletes(of));
    return calls;
  }

  /** Whoever deletes himself locks his row and those of the administrators in one order. */
  @Test
  void whoLeavesWhileChangingAnAdministratorMeetsNoDeadlock() {
    Person ann = service.holder("users:write");
    Person boss = service.admin();
    try (OpenTransaction holder =
        OpenTransaction.running(
            service.database(), "select 1 from app_user where id = " + boss.id() + " for update")) {
      CompletableFuture<Answer> leaving =
          CompletableFuture.supplyAsync(
              () ->
                  ann.post("/api/v1/users/me/delete")
                      .json("current_password", Person.PASSWORD)
                      .answer());
      holder.awaitWaiters(1);
      CompletableFuture<Answer> changing =
          CompletableFuture.supplyAsync(
              () -> ann.patch(boss.path()).json("full_name", "X").answer());
      holder.awaitWaiters(2);
      holder.commit();

      leaving.join().expect(204);
      assertThat(changing.join().outcome()).isIn("401 invalid_token", "403 forbidden");
    }
  }

  @Test
  void supportTouchesNobodyWhoHoldsMore() {
    Person disabled = service.admin();
    root.disables(disabled).answer().expect(200);

    for (Person stronger : List.of(root, editor, disabled)) {
      String tag = root.get(stronger.path()).answer().header("ETag");
      takeovers(support, stronger)
          .forEach(
              (what, call) -> assertThat(call.answer().outcome()).as(what).isEqualTo(FORBIDDEN));
      assertThat(root.get(stronger.path()).answer().header("ETag")).isEqualTo(tag);
    }
    root.me().answer().expect(200);
    editor.me().answer().expect(200);
  }

  @Test
  void theRefusalNamesWhatIsLacking() {
    assertThat(support.disables(editor).answer().text("detail")).contains("products:write");
    assertThat(support.disables(root).answer().text("detail")).contains("role admin");
  }

  @Test
  void supportDoesAllOfItToOthers() {
    for (Person weaker : List.of(bob, with(service.role("users:sessions")), with(supportRole))) {
      takeovers(support, weaker)
          .forEach((what, call) -> assertThat(call.answer().status()).as(what).isIn(200, 204));
    }
  }

  @Test
  void anAdministratorIsBoundByNothing() {
    takeovers(root, service.admin())
        .forEach((what, call) -> assertThat(call.answer().status()).as(what).isIn(200, 204));
  }

  @Test
  void nobodyGivesWhatHeDoesNotHold() {
    String more = service.role("products:write");
    for (Person who : List.of(bob, support)) {
      for (Object[] body :
          List.of(
              new Object[] {"is_admin", true},
              new Object[] {"roles", List.of("admin")},
              new Object[] {"roles", List.of(more)},
              new Object[] {"full_name", "X", "roles", List.of(supportRole, more)})) {
        assertThat(support.patch(who.path()).json(body).answer().outcome()).isEqualTo(FORBIDDEN);
      }
    }
    assertThat(root.get(bob.path()).answer().text("full_name")).isEqualTo("Somebody");
    support.patch(bob.path()).json("roles", List.of(supportRole)).answer().expect(200);
    support.patch(support.path()).json("full_name", "Sue").answer().expect(200);
    support.patch(support.path()).json("roles", List.of()).answer().expect(200);
  }

  @Test
  void nobodyCreatesAnAccountThatHoldsMore() {
    for (Object[] more :
        List.of(
            new Object[] {"is_admin", true},
            new Object[] {"roles", List.of(service.role("products:write"))})) {
      Answer answer =
          support
              .post("/api/v1/users")
              .json(
                  "email",
                  Service.newEmail(),
                  "full_name",
                  "N",
                  "password",
                  Person.PASSWORD,
                  more[0],
                  more[1])
              .answer();
      assertThat(answer.outcome()).isEqualTo(FORBIDDEN);
    }
    support
        .post("/api/v1/users")
        .json(
            "email",
            Service.newEmail(),
            "full_name",
            "N",
            "password",
            Person.PASSWORD,
            "roles",
            List.of(supportRole))
        .answer()
        .expect(201);
  }

  @Test
  void nobodyMakesOrChangesARoleOfMoreThanHeHolds() {
    String own = service.role("roles:write", "jobs:read");
    Person keeper = with(own);
    String more = service.role("jobs:read", "audit:read");
    String name = Service.newName();

    assertThat(
            keeper
                .post(ROLES)
                .json("name", name, "permissions", List.of("audit:read"))
                .answer()
                .outcome())
        .isEqualTo(FORBIDDEN);
    for (String role : List.of(own, more)) {
      assertThat(
              keeper
                  .patch(ROLES + "/" + role)
                  .json("permissions", List.of("roles:write", "audit:read"))
                  .answer()
                  .outcome())
          .isEqualTo(FORBIDDEN);
    }
    assertThat(keeper.patch(ROLES + "/" + more).json("permissions", List.of()).answer().outcome())
        .isEqualTo(FORBIDDEN);
    for (String query : List.of("", "?force=true")) {
      assertThat(keeper.delete(ROLES + "/" + more + query).answer().outcome()).isEqualTo(FORBIDDEN);
    }
    keeper.post(ROLES).json("name", name, "permissions", List.of("jobs:read")).answer().expect(201);
    keeper.patch(ROLES + "/" + name).json("permissions", List.of()).answer().expect(200);
    keeper.delete(ROLES + "/" + name).answer().expect(204);
  }

  @Test
  void ofTwoWhoTakeTheirRolesFromEachOtherOneKeepsThem() {
    for (int round = 0; round < 10; round++) {
      Person one = with(supportRole);
      Person other = with(supportRole);

      List<Answer> answers = service.atOnce(takes(one, other), takes(other, one));

      assertThat(answers).extracting(Answer::outcome).containsExactlyInAnyOrder("200", FORBIDDEN);
    }
  }

  @Test
  void ofTwoAdministratorsWhoDemoteEachOtherOneStays() {
    for (int round = 0; round < 10; round++) {
      Person one = service.admin();
      Person other = service.admin();

      List<Answer> answers = service.atOnce(one.demotes(other), other.demotes(one));

      assertThat(answers).extracting(Answer::outcome).containsExactlyInAnyOrder("200", FORBIDDEN);
    }
  }

  @Test
  void manyWhoChangeEachOtherDoNotBlockEachOther() {
    List<Person> people = Stream.of(0, 1, 2, 3, 4, 5).map(n -> with(supportRole)).toList();

    List<Answer> answers =
        service.atOnce(
            30,
            n -> {
              Person by = people.get(n % 6);
              Person of = people.get((n + 1 + n / 6) % 6);
              return n % 2 == 0
                  ? by.patch(of.path()).json("full_name", "N" + n)
                  : by.patch(of.path()).json("is_active", true);
            });

    assertThat(answers).extracting(Answer::outcome).containsOnly("200");
  }

  private static Call takes(Person by, Person of) {
    return by.patch(of.path()).json("roles", List.of());
  }
}
