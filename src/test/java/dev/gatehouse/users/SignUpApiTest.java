package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SignUpApiTest {
  private final Service service = Service.shared();

  @Test
  void anyoneMaySignUpAndIsAnActiveUserWithoutRights() {
    String email = Service.newEmail();

    Answer answer = service.signUp(email).answer();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/users/" + answer.id());
    assertThat(answer.header("ETag")).isEqualTo("\"u-" + answer.id() + "-1\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "email",
            "full_name",
            "is_active",
            "is_admin",
            "roles",
            "email_verified",
            "mfa_enabled",
            "created_at",
            "updated_at");
    assertThat(answer.text("email")).isEqualTo(email);
    assertThat(answer.flag("is_active")).isTrue();
    assertThat(answer.flag("is_admin")).isFalse();
    assertThat(answer.flag("email_verified")).isFalse();
    assertThat(answer.time("created_at")).isEqualTo(service.clock().instant());
  }

  @Test
  void addressAndNameAreTrimmedAndTheAddressIsLowered() {
    String email = Service.newEmail();

    Answer answer =
        service
            .post("/api/v1/users")
            .json(
                "email",
                "  " + email.toUpperCase(Locale.ROOT) + "\t",
                "full_name",
                "\ufeff  Zoë  Müller\u00a0\u200b",
                "password",
                Person.PASSWORD)
            .answer();

    assertThat(answer.text("email")).isEqualTo(email);
    assertThat(answer.text("full_name")).isEqualTo("Zoë  Müller");
  }

  @Test
  void everyFieldAtFaultIsNamed() {
    Answer answer =
        service
            .post("/api/v1/users")
            .json("email", "ann@example", "full_name", " ", "password", "short", "role", "admin")
            .answer();

    assertThat(answer.outcome()).isEqualTo("422 validation");
    assertThat(answer.fields()).containsExactlyInAnyOrder("email", "full_name", "password", "role");
  }

  @Test
  void aTakenAddressIsAConflictWhateverItsCase() {
    Person ann = service.person();

    Answer answer = service.signUp(ann.email().toUpperCase(Locale.ROOT)).answer();

    assertThat(answer.outcome()).isEqualTo("409 email_taken");
    assertThat(answer.text("error")).isEqualTo("Email taken");
  }

  @Test
  void ofFiftyWhoWantOneAddressAtOnceInAnyCaseOneGetsIt() {
    String name = Service.newName();

    List<Answer> answers =
        service.atOnce(
            50,
            n ->
                service.signUp(
                    (n % 2 == 0 ? name : name.toUpperCase(Locale.ROOT)) + "@Race.example"));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("201");
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", "409 email_taken");
  }

  @Test
  void aWeakPasswordIsRefusedBeforeTheAddressIsLookedUp() {
    Person ann = service.person();

    assertThat(service.signUp(ann.email(), "password1").answer().outcome())
        .isEqualTo("422 weak_password");
    assertThat(service.signUp("mallory@people.example", "my-Mallory-1").answer().outcome())
        .isEqualTo("422 weak_password");
  }

  @Test
  void onlyAnAdministratorSetsFlags() {
    Person ann = service.admin();
    Person bob = service.person();
    Object[] form = {
      "email", Service.newEmail(), "full_name", "New", "password", Person.PASSWORD, "is_admin", true
    };

    assertThat(service.post("/api/v1/users").json(form).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(bob.post("/api/v1/users").json(form).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.post("/api/v1/users").json(form).answer().flag("is_admin")).isTrue();
  }

  @Test
  void whereSigningUpIsClosedOnlyAnAdministratorMakesAccounts() {
    try (Service closed =
        Service.startOn(service.database(), service.clock(), "APP_SIGNUP", "closed")) {
      Person ann = service.admin().at(closed);
      Person bob = service.person().at(closed);
      Object[] form = {
        "email", Service.newEmail(), "full_name", "New", "password", Person.PASSWORD
      };

      assertThat(closed.post("/api/v1/users").json("nonsense", 1).answer().outcome())
          .isEqualTo("403 signup_closed");
      assertThat(bob.post("/api/v1/users").json(form).answer().outcome())
          .isEqualTo("403 signup_closed");
      assertThat(ann.post("/api/v1/users").json(form).answer().status()).isEqualTo(201);
    }
  }

  @Test
  void neitherPasswordNorAddressNorTokenIsLogged() {
    Person ann = service.person();
    service.login(ann.email(), "wrong " + Person.PASSWORD).answer();
    ann.me().answer();

    assertThat(service.awaitLog("\"user_id\":" + ann.id()))
        .contains("\"user_id\":" + ann.id())
        .doesNotContain(Person.PASSWORD, ann.email(), ann.tokens().access());
  }
}
