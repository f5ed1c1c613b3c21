package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastAdminApiTest {
  private static final String REFUSED = "409 last_admin";
  private static final String ME = "/api/v1/users/me";

  private Service service;
  private Person ann;

  @BeforeAll
  void start() {
    service = Service.start();
    ann = service.admin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theLastAdministratorCanBeNeitherDemotedNorDisabledNorDeleted() {
    Person disabled = service.admin();
    ann.disables(disabled).answer().expect(200);

    assertThat(ann.demotes(ann).answer().outcome()).isEqualTo(REFUSED);
    assertThat(ann.disables(ann).answer().outcome()).isEqualTo(REFUSED);
    assertThat(ann.patch(ann.path()).json("is_admin", null).answer().outcome()).isEqualTo(REFUSED);
    assertThat(ann.deletes(ann).answer().outcome()).isEqualTo(REFUSED);
    assertThat(
            ann.post(ME + "/delete").json("current_password", Person.PASSWORD).answer().outcome())
        .isEqualTo(REFUSED);
    assertThat(ann.patch(ann.path()).json("full_name", "Ann").answer().status()).isEqualTo(200);
  }

  @Test
  void twoAdminsDemotingEachOtherLeaveOneAdmin() {
    Person bob = service.admin();

    List<Answer> answers = service.atOnce(ann.demotes(bob), bob.demotes(ann));

    assertThat(answers).extracting(Answer::status).contains(200);
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 403, 409);
    leaveAnnAlone(bob);
  }

  @Test
  void fiftyAdminsWhoAllGoAtOnceLeaveOneAdmin() {
    List<Person> admins = new ArrayList<>(List.of(ann));
    while (admins.size() < 50) {
      admins.add(service.admin());
    }

    List<Answer> answers =
        service.atOnce(
            50,
            n -> {
              Person admin = admins.get(n);
              return switch (n % 4) {
                case 0 -> admin.demotes(admin);
                case 1 -> admin.disables(admin);
                case 2 -> admin.deletes(admin);
                default -> admin.post(ME + "/delete").json("current_password", Person.PASSWORD);
              };
            });

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce(REFUSED);
    assertThat(answers).extracting(Answer::status).containsOnly(200, 204, 409);
    Person last = admins.get(answers.stream().map(Answer::outcome).toList().indexOf(REFUSED));
    assertThat(last.get("/api/v1/users?is_admin=true&is_active=true").answer().each("email"))
        .containsExactly(last.email());
    ann = last;
  }

  /** Whoever of the two is left makes ann the only administrator again. */
  private void leaveAnnAlone(Person bob) {
    Person left = ann.me().answer().flag("is_admin") ? ann : bob;
    left.patch(ann.path()).json("is_admin", true).answer().expect(200);
    ann.demotes(bob).answer().expect(200);
  }
}
