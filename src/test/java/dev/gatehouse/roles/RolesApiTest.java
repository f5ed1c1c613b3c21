package dev.gatehouse.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesApiTest {
  private static final String ROLES = "/api/v1/roles";

  private final Service service = Service.shared();
  private final Person ann = service.admin();
  private final String name = Service.newName();

  @Test
  void aRoleIsAddedReadChangedAndDeleted() {
    Answer added =
        post("name", name, "permissions", List.of("products:write", "me:read", "products:write"));

    assertThat(added.expect(201).header("Location")).isEqualTo(path());
    assertThat(permissions(added)).containsExactly("me:read", "products:write");
    assertThat(added.text("description")).isEmpty();
    assertThat(ann.get(path()).answer().body()).isEqualTo(added.body());

    Answer changed =
        ann.patch(path()).json("description", "Reads", "permissions", List.of()).answer();
    assertThat(changed.expect(200).text("description")).isEqualTo("Reads");
    assertThat(permissions(changed)).isEmpty();
    assertThat(ann.patch(path()).json().answer().expect(200).header("ETag"))
        .isEqualTo(changed.header("ETag"));

    ann.delete(path()).answer().expect(204);
    assertThat(ann.get(path()).answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.patch(path()).json().answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.delete(path()).answer().outcome()).isEqualTo("404 not_found");
    post("name", name, "permissions", List.of()).expect(201);
  }

  @Test
  void eachChangeIsRecorded() {
    post("name", name, "permissions", List.of()).expect(201);
    ann.patch(path()).json("permissions", List.of("jobs:read")).answer().expect(200);
    ann.patch(path()).json("permissions", List.of("jobs:read")).answer().expect(200);
    ann.delete(path()).answer().expect(204);

    Answer trail = ann.get("/api/v1/audit?target=role:" + name).answer();
    assertThat(trail.each("action"))
        .containsExactly("role.deleted", "role.updated", "role.created");
    assertThat(trail.json().at("/items/1/detail/changes/permissions/to/0").asText())
        .isEqualTo("jobs:read");
  }

  @Test
  void aBadRoleIsRefusedByItsFields() {
    assertThat(post("name", "A b", "permissions", List.of()).fields()).containsExactly("name");
    assertThat(post("name", "x".repeat(65), "permissions", List.of()).fields())
        .containsExactly("name");
    assertThat(post("description", 1).fields())
        .containsExactlyInAnyOrder("name", "description", "permissions");
    for (Object bad : List.of("jobs:read", List.of("jobs:none"), List.of(1), List.of(List.of()))) {
      assertThat(post("name", name, "permissions", bad).fields()).containsExactly("permissions");
    }
    post("name", name, "permissions", List.of()).expect(201);
    for (String taken : List.of(name, "admin", "member")) {
      assertThat(post("name", taken, "permissions", List.of()).fields()).containsExactly("name");
    }
    assertThat(ann.patch(path()).json("name", "other").answer().fields()).containsExactly("name");
  }

  @Test
  void theBuiltInRolesAreListedAndNeverChange() {
    assertThat(permissions(ann.get(ROLES + "/admin").answer()))
        .isEqualTo(ann.get("/api/v1/permissions").answer().each("name"));
    assertThat(permissions(ann.get(ROLES + "/member").answer())).isEmpty();
    for (String builtIn : List.of("admin", "member")) {
      String path = ROLES + "/" + builtIn;
      assertThat(ann.patch(path).json().answer().outcome()).isEqualTo("403 forbidden");
      assertThat(ann.delete(path).answer().outcome()).isEqualTo("403 forbidden");
      assertThat(ann.delete(path + "?force=true").answer().outcome()).isEqualTo("403 forbidden");
    }
  }

  @Test
  void theListIsPagedByName() {
    String first = service.role();
    String second = service.role();
    List<String> found = new ArrayList<>();
    String next = ROLES + "?limit=2";
    while (!next.isEmpty()) {
      Answer page = ann.get(next).answer().expect(200);
      found.addAll(page.each("name"));
      String cursor = page.text("next_cursor");
      next = cursor.equals("null") ? "" : ROLES + "?limit=2&cursor=" + cursor;
    }

    assertThat(found).contains(first, second, "admin", "member").isSorted().doesNotHaveDuplicates();
    assertThat(ann.get(ROLES + "?sort=-name&limit=100").answer().each("name"))
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  @Test
  void aStaleTagStopsAChangeAndADeletion() {
    String old = post("name", name, "permissions", List.of()).header("ETag");
    assertThat(ann.get(path()).header("If-None-Match", old).answer().status()).isEqualTo(304);
    ann.patch(path()).ifMatch(old).json("description", "x").answer().expect(200);

    assertThat(ann.patch(path()).ifMatch(old).json("description", "y").answer().outcome())
        .isEqualTo("412 precondition_failed");
    assertThat(ann.delete(path()).ifMatch(old).answer().outcome())
        .isEqualTo("412 precondition_failed");
    assertThat(ann.get(path()).answer().text("description")).isEqualTo("x");
  }

  @Test
  void aRepeatedPostWithItsKeyAddsOneRole() {
    Call call =
        ann.post(ROLES)
            .header("Idempotency-Key", name)
            .json("name", name, "permissions", List.of());

    assertThat(call.answer().expect(201).body()).isEqualTo(call.answer().expect(201).body());
  }

  @Test
  void ofTwentyWhoAddOneNameAtOnceOneDoes() {
    List<Answer> answers =
        service.atOnce(20, n -> ann.post(ROLES).json("name", name, "permissions", List.of()));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", "422 validation");
  }

  @Test
  void aRoleInUseStaysUnlessItIsTakenFromAll() {
    String role = service.role("jobs:read");
    String other = service.role("audit:read");
    Person bob = service.person();
    Person eve = service.person();
    service.give(bob, other, role);
    service.give(eve, role);
    String tag = ann.get(bob.path()).answer().header("ETag");

    Answer refused = ann.delete(ROLES + "/" + role).answer();
    assertThat(refused.outcome()).isEqualTo("409 role_in_use");
    assertThat(refused.text("detail")).contains(": 2.");
    assertThat(ann.delete(ROLES + "/" + role + "?force=false").answer().outcome())
        .isEqualTo("409 role_in_use");
    bob.get("/api/v1/jobs").answer().expect(200);

    ann.delete(ROLES + "/" + role + "?force=true").answer().expect(204);

    assertThat(bob.get("/api/v1/jobs").answer().outcome()).isEqualTo("403 forbidden");
    bob.get("/api/v1/audit").answer().expect(200);
    Answer changed = ann.get(bob.path()).answer();
    assertThat(changed.json().path("roles")).hasSize(1);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    for (Person holder : List.of(bob, eve)) {
      assertThat(
              ann.get("/api/v1/audit?action=user.updated&target=user:" + holder.id())
                  .answer()
                  .each("id"))
          .hasSize(1);
    }
  }

  @Test
  void aRoleIsTakenFromNobodyWhoHoldsMore() {
    String role = service.role("jobs:read");
    Person keeper = service.holder("roles:write", "jobs:read");
    Person bob = service.person();
    Person eve = service.admin();
    String forced = ROLES + "/" + role + "?force=true";

    service.give(bob, role, service.role("audit:read"));
    Answer refused = keeper.delete(forced).answer();
    assertThat(refused.outcome()).isEqualTo("403 forbidden");
    assertThat(refused.text("detail")).contains("audit:read");
    bob.get("/api/v1/jobs").answer().expect(200);

    service.give(bob, role);
    service.give(eve, role, "admin");
    assertThat(keeper.delete(forced).answer().text("detail")).contains("admin");
    bob.get("/api/v1/jobs").answer().expect(200);

    service.give(eve, "admin");
    keeper.delete(forced).answer().expect(204);
    assertThat(bob.get("/api/v1/jobs").answer().outcome()).isEqualTo("403 forbidden");
  }

  @Test
  void whoeverHoldsMuchByARoleCanDeleteIt() {
    String role = service.role("roles:write");
    Person keeper = service.person();
    service.give(keeper, role);

    assertThat(keeper.delete(ROLES + "/" + role).answer().outcome()).isEqualTo("409 role_in_use");
    keeper.delete(ROLES + "/" + role + "?force=true").answer().expect(204);

    assertThat(keeper.get(ROLES).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.get(keeper.path()).answer().json().path("roles")).isEmpty();
  }

  @Test
  void aRoleThatIsDeletedWhileItIsGivenIsNobodys() {
    for (int round = 0; round < 5; round++) {
      String role = service.role();
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        people.add(service.account(Service.newEmail()));
      }
      String path = ROLES + "/" + role + (round % 2 == 0 ? "" : "?force=true");

      List<Answer> answers =
          service.atOnce(
              9,
              n ->
                  n == 4
                      ? ann.delete(path)
                      : ann.patch(people.get(n > 4 ? n - 1 : n).path())
                          .json("roles", List.of(role)));

      assertThat(answers)
          .extracting(Answer::outcome)
          .isSubsetOf("200", "204", "409 role_in_use", "422 validation");
      boolean isGone = ann.get(ROLES + "/" + role).answer().status() == 404;
      assertThat(isGone).isEqualTo(answers.get(4).status() == 204);
      if (isGone) {
        assertThat(
                TestDatabase.text(
                    service.database(),
                    "select count(*) from app_user where '" + role + "' = any (roles)"))
            .isEqualTo("0");
      }
    }
  }

  @Test
  void whatANewerReleaseKnowsGivesNothingHereAndStays() {
    String role = service.role("jobs:read", "zebras:ride");
    Person bob = service.person();
    service.give(bob, role);

    assertThat(permissions(ann.get(ROLES + "/" + role).answer())).containsExactly("jobs:read");
    assertThat(permissions(bob.me().answer())).containsExactly("jobs:read", "me:read", "me:write");
    ann.patch(ROLES + "/" + role).json("permissions", List.of("audit:read")).answer().expect(200);

    assertThat(
            TestDatabase.text(
                service.database(), "select permissions from role where name = '" + role + "'"))
        .isEqualTo("{audit:read,zebras:ride}");
  }

  @Test
  void whoeverGivesRolesReadsThemAndOthersDoNot() {
    Person giver = service.holder("users:write");
    Person keeper = service.holder("roles:write");
    Person bob = service.holder("jobs:write");

    giver.get(ROLES).answer().expect(200);
    giver.get(ROLES + "/admin").answer().expect(200);
    keeper.get(ROLES).answer().expect(200);
    assertThat(bob.get(ROLES).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(giver.post(ROLES).json("name", name).answer().outcome()).isEqualTo("403 forbidden");
    bob.get("/api/v1/permissions").answer().expect(200);
  }

  private Answer post(Object... members) {
    return ann.post(ROLES).json(members).answer();
  }

  private String path() {
    return ROLES + "/" + name;
  }

  private static List<String> permissions(Answer answer) {
    List<String> names = new ArrayList<>();
    answer.json().path("permissions").forEach(each -> names.add(each.asText()));
    return names;
  }
}
