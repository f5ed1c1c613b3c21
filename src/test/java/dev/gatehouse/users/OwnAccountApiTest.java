package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAccountApiTest {
  private static final String ME = "/api/v1/users/me";
  private static final String NEW_PASSWORD = "another horse 43";

  private final Service service = Service.shared();
  private final Person ann = service.person();

  @Test
  void theOwnAccountIsShownAndNobodyMayKeepIt() {
    Answer answer = ann.me().answer();

    assertThat(answer.id()).isEqualTo(ann.id());
    assertThat(answer.text("email")).isEqualTo(ann.email());
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain("password", "hash", "$2b$");
  }

  @Test
  void withoutATokenOneHasToSignIn() {
    Answer answer = service.get(ME).answer();

    assertThat(answer.outcome()).isEqualTo("401 unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aTagThatTheClientHasIsNotModified() {
    Answer first = ann.me().answer();
    Answer again = ann.me().header("If-None-Match", first.header("ETag")).answer();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
  }

  @Test
  void theNameCanBeChangedAndNothingElse() {
    service.clock().advance(Duration.ofSeconds(1));

    Answer changed = ann.patch(ME).json("full_name", " Ann B. ").answer();
    Answer refused = ann.patch(ME).json("email", "x@people.example", "is_admin", true).answer();

    assertThat(changed.text("full_name")).isEqualTo("Ann B.");
    assertThat(changed.time("updated_at")).isEqualTo(service.clock().instant());
    assertThat(changed.time("created_at")).isBefore(changed.time("updated_at"));
    assertThat(changed.header("ETag")).isEqualTo("\"u-" + ann.id() + "-2\"");
    assertThat(refused.fields()).containsExactlyInAnyOrder("email", "is_admin");
    assertThat(ann.me().answer().flag("is_admin")).isFalse();
  }

  @Test
  void anEmptyPatchChangesNothingAndNullIsNoName() {
    Answer before = ann.get(ann.path()).answer();

    Answer empty = ann.patch(ME).json().answer();
    Answer nothing = ann.patch(ME).json("full_name", null).answer();

    assertThat(empty.body()).isEqualTo(before.body());
    assertThat(empty.header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(nothing.outcome()).isEqualTo("422 validation");
    assertThat(nothing.fields()).containsExactly("full_name");
  }

  @Test
  void ofFiftyChangesToOneVersionOneIsMade() {
    String tag = ann.me().answer().header("ETag");

    List<Answer> answers =
        service.atOnce(50, n -> ann.patch(ME).ifMatch(tag).json("full_name", "Ann " + n));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "412 precondition_failed");
  }

  @Test
  void changingThePasswordEndsTheOtherSessionsAndKeepsThisOne() {
    Person there = ann.signedIn();

    Answer answer = changePassword(ann, Person.PASSWORD, NEW_PASSWORD);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(ann.me().answer().status()).isEqualTo(200);
    assertThat(ann.refresh().answer().status()).isEqualTo(200);
    assertThat(there.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("401 bad_credentials");
    assertThat(ann.signedIn(NEW_PASSWORD).me().answer().id()).isEqualTo(ann.id());
  }

  @Test
  void aPasswordIsChangedOnlyByWhoKnowsItAndOnlyToAGoodOne() {
    assertThat(changePassword(ann, "wrong password", NEW_PASSWORD).outcome())
        .isEqualTo("403 wrong_password");
    assertThat(changePassword(ann, Person.PASSWORD, "password123").outcome())
        .isEqualTo("422 weak_password");
    assertThat(changePassword(ann, Person.PASSWORD, "short").fields())
        .containsExactly("new_password");
    assertThat(ann.put(ME + "/password").json("new_password", NEW_PASSWORD).answer().fields())
        .containsExactly("current_password");
    assertThat(ann.signedIn().me().answer().id()).isEqualTo(ann.id());
  }

  @Test
  void ofFiftyPasswordChangesAtOnceOneIsMade() {
    List<Answer> answers =
        service.atOnce(
            50,
            n ->
                ann.put(ME + "/password")
                    .json("new_password", "horse no. " + n, "current_password", Person.PASSWORD));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("204");
    assertThat(answers).extracting(Answer::outcome).containsOnly("204", "403 wrong_password");
    int winner = answers.stream().map(Answer::status).toList().indexOf(204);
    assertThat(ann.signedIn("horse no. " + winner).me().answer().id()).isEqualTo(ann.id());
  }

  @Test
  void anAccountIsDeletedOnlyByWhoKnowsItsPassword() {
    assertThat(delete(ann, "wrong password").outcome()).isEqualTo("403 wrong_password");
    assertThat(ann.post(ME + "/delete").json().answer().fields())
        .containsExactly("current_password");

    assertThat(delete(ann, Person.PASSWORD).status()).isEqualTo(204);
    assertThat(ann.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(ann.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("401 bad_credentials");
    assertThat(service.signUp(ann.email()).answer().status()).isEqualTo(201);
  }

  @Test
  void ofFiftyDeletionsAtOnceOneIsMadeAndNoneIsAFault() {
    List<Answer> answers =
        service.atOnce(50, n -> ann.post(ME + "/delete").json("current_password", Person.PASSWORD));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(204);
    assertThat(answers).extracting(Answer::status).allMatch(status -> status < 500);
  }

  private static Answer changePassword(Person person, String current, String replacement) {
    return person
        .put(ME + "/password")
        .json("new_password", replacement, "current_password", current)
        .answer();
  }

  private static Answer delete(Person person, String password) {
    return person.post(ME + "/delete").json("current_password", password).answer();
  }
}
