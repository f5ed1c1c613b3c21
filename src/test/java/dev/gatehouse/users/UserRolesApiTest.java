package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserRolesApiTest {
  private static final String USERS = "/api/v1/users";
  private static final String JOBS = "/api/v1/jobs";

  private final Service service = Service.shared();
  private final Person ann = service.admin();
  private final Person bob = service.person();

  @Test
  void rolesAreShownSortedWithAdminAndWithoutMember() {
    String role = service.role("jobs:read");

    Answer given = give(bob, role, "member", "admin", role);

    assertThat(roles(given)).containsExactlyInAnyOrder("admin", role).isSorted();
    assertThat(given.flag("is_admin")).isTrue();
    assertThat(roles(bob.me().answer())).isEqualTo(roles(given));
    assertThat(roles(give(bob, role))).containsExactly(role);
    assertThat(bob.me().answer().flag("is_admin")).isFalse();
    assertThat(roles(ann.patch(bob.path()).json("is_admin", true).answer()))
        .contains("admin", role);
    assertThat(roles(ann.patch(bob.path()).json("roles", null).answer())).isEmpty();
  }

  @Test
  void flagAndRolesThatDisagreeAreRefused() {
    for (Object[] body :
        List.of(
            new Object[] {"is_admin", true, "roles", List.of()},
            new Object[] {"is_admin", false, "roles", List.of("admin")},
            new Object[] {"is_admin", null, "roles", List.of("admin")},
            new Object[] {"is_admin", true, "roles", null})) {
      assertThat(ann.patch(bob.path()).json(body).answer().fields())
          .as(Arrays.toString(body))
          .containsExactly("roles");
    }
    ann.patch(bob.path()).json("is_admin", true, "roles", List.of("admin")).answer().expect(200);
    assertThat(
            ann.post(USERS)
                .json(newPerson("is_admin", false, "roles", List.of("admin")))
                .answer()
                .fields())
        .containsExactly("roles");
  }

  @Test
  void badRolesAreRefused() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add("r" + i);
    }
    for (Object bad : List.of("admin", List.of("no-such-role"), List.of(5), many)) {
      assertThat(ann.patch(bob.path()).json("roles", bad).answer().fields())
          .as(bad.toString())
          .containsExactly("roles");
    }
    assertThat(bob.patch(USERS + "/me").json("roles", List.of()).answer().fields())
        .containsExactly("roles");
  }

  @Test
  void aPersonHasTwentyRolesWithAdmin() {
    Person bob = service.person();
    List<String> twenty = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      twenty.add(service.role());
    }
    List<String> repeated = new ArrayList<>(twenty);
    repeated.addAll(twenty);
    repeated.add("member");

    Answer given = ann.patch(bob.path()).json("roles", repeated).answer().expect(200);
    assertThat(roles(given)).containsExactlyInAnyOrderElementsOf(twenty);
    assertThat(ann.patch(bob.path()).json("is_admin", true).answer().fields())
        .containsExactly("roles");
    twenty.set(0, "admin");
    ann.patch(bob.path()).json("roles", twenty).answer().expect(200);
    twenty.add(service.role());
    assertThat(ann.patch(bob.path()).json("roles", twenty).answer().fields())
        .containsExactly("roles");
  }

  /** Clients generated from the description send null, or nothing, where nothing is set. */
  @Test
  void rolesThatAreNullAreNone() {
    JsonNode form =
        OpenApiContract.api().document().at("/components/schemas/UserForm/properties/roles/type");
    assertThat(form).extracting(JsonNode::asText).containsExactly("array", "null");

    Answer person =
        service
            .post(USERS)
            .body(
                MediaType.APPLICATION_JSON,
                """
                {"email":"%s","full_name":"N","password":"%s","roles":null}
                """
                    .formatted(Service.newEmail(), Person.PASSWORD))
            .answer()
            .expect(201);

    assertThat(roles(person)).isEmpty();
    assertThat(service.post(USERS).json(newPerson("roles", List.of())).answer().outcome())
        .isEqualTo("403 forbidden");
  }

  @Test
  void anAccountIsCreatedWithRolesByWhoeverMay() {
    String role = service.role("jobs:read");

    assertThat(roles(ann.post(USERS).json(newPerson("roles", List.of(role))).answer().expect(201)))
        .containsExactly(role);
    assertThat(bob.post(USERS).json(newPerson("roles", List.of())).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(service.post(USERS).json(newPerson("roles", List.of(role))).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(ann.post(USERS).json(newPerson("roles", List.of("none"))).answer().fields())
        .containsExactly("roles");
  }

  @Test
  void aChangeOfPersonOrRoleActsWithTheNextRequestOnEveryNode() {
    String role = service.role("jobs:read");
    try (Service other = Service.startOn(service.database(), service.clock())) {
      Person there = bob.at(other);
      assertThat(there.get(JOBS).answer().outcome()).isEqualTo("403 forbidden");

      give(bob, role);
      there.get(JOBS).answer().expect(200);
      assertThat(permissions(there.me().answer()))
          .containsExactly("jobs:read", "me:read", "me:write");

      ann.patch("/api/v1/roles/" + role)
          .json("permissions", List.of("audit:read"))
          .answer()
          .expect(200);
      assertThat(there.get(JOBS).answer().outcome()).isEqualTo("403 forbidden");
      there.get("/api/v1/audit").answer().expect(200);
    }
  }

  @Test
  void theOwnAccountIsReadAnewWhenARoleHasChanged() {
    String role = service.role("jobs:read");
    give(bob, role);
    String tag = bob.me().answer().header("ETag");
    assertThat(bob.me().header("If-None-Match", tag).answer().status()).isEqualTo(304);

    ann.patch("/api/v1/roles/" + role).json("permissions", List.of()).answer().expect(200);

    assertThat(permissions(bob.me().header("If-None-Match", tag).answer().expect(200)))
        .containsExactly("me:read", "me:write");
  }

  @Test
  void aTagOfTheOwnAccountGuardsAChangeWhicheverPathItIsFrom() {
    give(bob, service.role("jobs:read"));

    for (String path : List.of(USERS + "/me", bob.path())) {
      String tag = bob.get(path).answer().header("ETag");
      bob.patch(USERS + "/me").ifMatch(tag).json("full_name", path).answer().expect(200);
      assertThat(bob.patch(USERS + "/me").ifMatch(tag).json("full_name", "B").answer().outcome())
          .isEqualTo("412 precondition_failed");
    }
  }

  @Test
  void peopleAreFoundByRole() {
    String role = service.role("jobs:read");
    give(bob, role);

    assertThat(found("role=" + role)).containsExactly(bob.email());
    assertThat(found("role=" + role + "&sort=-email")).containsExactly(bob.email());
    assertThat(found("role=admin&limit=100&sort=-id"))
        .contains(ann.email())
        .doesNotContain(bob.email());
    assertThat(found("role=member&limit=100&sort=-id")).contains(ann.email(), bob.email());
    assertThat(found("role=none")).isEmpty();
  }

  @Test
  void whatChangedIsRecorded() {
    String role = service.role("jobs:read");
    give(bob, role);

    Answer trail = ann.get("/api/v1/audit?action=user.updated&target=user:" + bob.id()).answer();
    assertThat(trail.json().at("/items/0/detail/changes/roles/to/0").asText()).isEqualTo(role);
  }

  /** These are statements of the release before, in a rolling update. */
  @Test
  void aNodeThatKnowsNoRolesKeepsThemAndAddsPeopleWithout() {
    String role = service.role("jobs:read");
    give(bob, role);
    String email = Service.newEmail();
    TestDatabase.execute(
        service.database(),
        "update app_user set full_name = 'Bob', is_active = true, is_admin = true, version ="
            + " version + 1 where id = "
            + bob.id());
    TestDatabase.execute(
        service.database(),
        "insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text,"
            + " search_words, created_at, updated_at) values ('"
            + email
            + "', 'N', true, false, false, 'n', ' n', now(), now())");

    assertThat(roles(bob.me().answer())).containsExactlyInAnyOrder("admin", role);
    bob.get("/api/v1/users").answer().expect(200);
    assertThat(ann.get(USERS + "?q=" + email).answer().json().at("/items/0/roles")).isEmpty();
  }

  private Answer give(Person person, String... roles) {
    return ann.patch(person.path()).json("roles", List.of(roles)).answer().expect(200);
  }

  private static Object[] newPerson(Object... more) {
    List<Object> members =
        new ArrayList<>(
            List.of("email", Service.newEmail(), "full_name", "N", "password", Person.PASSWORD));
    members.addAll(Arrays.asList(more));
    return members.toArray();
  }

  private List<String> found(String query) {
    return ann.get(USERS + "?" + query).answer().expect(200).each("email");
  }

  private static List<String> roles(Answer answer) {
    return texts(answer, "roles");
  }

  private static List<String> permissions(Answer answer) {
    return texts(answer, "permissions");
  }

  private static List<String> texts(Answer answer, String member) {
    List<String> texts = new ArrayList<>();
    answer.json().path(member).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
