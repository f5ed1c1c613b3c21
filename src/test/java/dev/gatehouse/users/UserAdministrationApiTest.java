package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UserAdministrationApiTest {
  private static final String USERS = "/api/v1/users";

  private final Service service = Service.shared();
  private final Person ann = service.admin();
  private final Person bob = service.person();

  @Test
  void aUserSeesOneselfAndAnAdministratorEverybody() {
    Person eve = service.person();

    assertThat(bob.get(bob.path()).answer().id()).isEqualTo(bob.id());
    assertThat(ann.get(bob.path()).answer().id()).isEqualTo(bob.id());
    assertThat(eve.get(bob.path()).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(eve.get(USERS + "/999999999").answer().outcome()).isEqualTo("404 not_found");
    assertThat(service.get(bob.path()).answer().outcome()).isEqualTo("401 unauthenticated");
  }

  @Test
  void malformedIdsAreNotFound() {
    for (String id : List.of("0", "-1", "x", "1.0", "9223372036854775808", "1e3")) {
      assertThat(ann.get(USERS + "/" + id).answer().outcome()).as(id).isEqualTo("404 not_found");
    }
  }

  @Test
  void onlyAnAdministratorListsEditsAndDeletes() {
    assertThat(bob.get(USERS).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(bob.patch(ann.path()).json("nonsense", 1).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(bob.deletes(ann).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(service.delete(bob.path()).answer().outcome()).isEqualTo("401 unauthenticated");
  }

  @Test
  void everyFieldCanBeChangedAndTheRestStays() {
    String email = Service.newEmail();

    Answer answer =
        ann.patch(bob.path())
            .json("email", email.toUpperCase(Locale.ROOT), "full_name", "Bob", "is_admin", true)
            .answer();

    assertThat(answer.text("email")).isEqualTo(email);
    assertThat(answer.text("full_name")).isEqualTo("Bob");
    assertThat(answer.flag("is_admin")).isTrue();
    assertThat(answer.flag("is_active")).isTrue();
    assertThat(bob.get(USERS).answer().status()).isEqualTo(200);
  }

  @Test
  void nullSetsAFlagToItsDefaultAndIsNoNameOrAddress() {
    ann.patch(bob.path()).json("is_admin", true, "email_verified", true).answer().expect(200);

    Answer answer =
        ann.patch(bob.path())
            .json("is_admin", null, "is_active", null, "email_verified", null)
            .answer();

    assertThat(answer.flag("is_admin")).isFalse();
    assertThat(answer.flag("is_active")).isTrue();
    assertThat(answer.flag("email_verified")).isFalse();
    assertThat(ann.patch(bob.path()).json("full_name", null, "email", null).answer().fields())
        .containsExactlyInAnyOrder("full_name", "email");
  }

  @Test
  void aPatchOfATakenAddressIsAConflictAndChangesNothing() {
    Answer answer =
        ann.patch(bob.path()).json("email", ann.email(), "full_name", "Robert").answer();

    assertThat(answer.outcome()).isEqualTo("409 email_taken");
    assertThat(bob.me().answer().text("full_name")).isEqualTo("Somebody");
  }

  @Test
  void ofFiftyAccountsThatAreGivenOneAddressAtOnceOneGetsIt() {
    String email = Service.newEmail();
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      people.add(service.account(Service.newEmail()));
    }

    List<Answer> answers =
        service.atOnce(50, n -> ann.patch(people.get(n).path()).json("email", email));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "409 email_taken");
  }

  @Test
  void aDisabledUsersSessionsEndAtOnceAndDoNotComeBack() {
    ann.disables(bob).answer().expect(200);
    assertThat(bob.me().answer().outcome()).isEqualTo("401 invalid_token");

    ann.patch(bob.path()).json("is_active", true).answer().expect(200);

    assertThat(bob.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(bob.signedIn().me().answer().status()).isEqualTo(200);
  }

  @Test
  void aSignInDuringADisablingLeavesNoSession() {
    List<Answer> answers =
        service.atOnce(
            30, n -> n == 15 ? ann.disables(bob) : service.login(bob.email(), Person.PASSWORD));

    assertThat(answers)
        .extracting(Answer::outcome)
        .isSubsetOf("200", "403 account_disabled", "401 bad_credentials");
    assertThat(ann.get(bob.path() + "/sessions").answer().each("id")).isEmpty();
  }

  @Test
  void aStaleTagStopsAChangeAndADeletion() {
    String old = ann.get(bob.path()).answer().header("ETag");
    ann.patch(bob.path()).ifMatch(old).json("full_name", "Robert").answer().expect(200);

    assertThat(ann.patch(bob.path()).ifMatch(old).json("full_name", "B").answer().outcome())
        .isEqualTo("412 precondition_failed");
    assertThat(ann.deletes(bob).ifMatch(old).answer().outcome())
        .isEqualTo("412 precondition_failed");
    assertThat(ann.deletes(bob).ifMatch("W/" + old).answer().outcome())
        .isEqualTo("412 precondition_failed");
    String current = ann.get(bob.path()).answer().header("ETag");
    assertThat(ann.deletes(bob).ifMatch("\"other\", " + current).answer().status()).isEqualTo(204);
  }

  @Test
  void aDeletedUserIsGone() {
    assertThat(ann.deletes(bob).answer().status()).isEqualTo(204);

    assertThat(ann.get(bob.path()).answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.deletes(bob).answer().outcome()).isEqualTo("404 not_found");
    assertThat(bob.me().answer().outcome()).isEqualTo("401 invalid_token");
  }

  @Test
  void peopleAreFoundByPartOfAddressOrNameAndByTheBeginningsOfWords() {
    String word = Service.newName() + "ß";
    ann.patch(bob.path()).json("full_name", "Zoë von " + word).answer().expect(200);

    assertThat(found("q=" + word.toUpperCase(Locale.ROOT).replace("SS", "%C3%9F")))
        .containsExactly(bob.email());
    assertThat(found("q=" + bob.email().substring(1, bob.email().indexOf('@') + 3)))
        .containsExactly(bob.email());
    assertThat(found("q=Q%25")).isEmpty();
    assertThat(found("q=" + "_".repeat(3))).isEmpty();
    assertThat(found("limit=100&sort=-id&q=ZO")).contains(bob.email());
    assertThat(found("limit=100&sort=-id&q=o%C3%AB")).doesNotContain(bob.email());
  }

  @Test
  void accentsMakeNoDifferenceInNamesNorInTheQuery() {
    String word = Service.newName();
    ann.patch(bob.path())
        .json("full_name", "Zoe\u0308 " + word + "M\u00fcller")
        .answer()
        .expect(200);

    for (String form : List.of("muller", "M%C3%BCLLER", "mu%CC%88ller")) {
      assertThat(found("q=" + word + form)).as(form).containsExactly(bob.email());
    }
    assertThat(ann.get(USERS + "?q=%CC%81").answer().fields()).containsExactly("q");
  }

  @Test
  void flagsFilter() {
    ann.disables(bob).answer().expect(200);

    assertThat(found("limit=100&sort=-id&is_active=false")).contains(bob.email());
    assertThat(found("limit=100&sort=-id&is_active=true")).doesNotContain(bob.email());
    assertThat(found("limit=100&sort=-id&is_admin=true"))
        .contains(ann.email())
        .doesNotContain(bob.email());
  }

  @Test
  void anAddressSortsByCodePointInBothDirections() {
    assertThat(found("limit=100&sort=email")).isSorted();
    assertThat(found("limit=100&sort=-email")).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void badParametersAreNamedTogether() {
    Answer answer = ann.get(USERS + "?limit=0&sort=full_name&is_admin=1&q=&cursor=x").answer();

    assertThat(answer.outcome()).isEqualTo("422 validation");
    assertThat(answer.fields()).contains("limit", "sort", "is_admin", "q");
  }

  private List<String> found(String query) {
    return ann.get(USERS + "?" + query).answer().expect(200).each("email");
  }
}
