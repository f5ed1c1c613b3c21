package dev.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsApiTest {
  private static final String ENDED = "401 invalid_token";
  private static final String SESSIONS = "/api/v1/users/me/sessions";

  private final Service service = Service.shared();

  @Test
  void signingOutManyTimesAtOnceIsNoFault() {
    Person ann = service.person();

    List<Answer> answers = service.atOnce(20, n -> ann.logout());

    // whoever comes after the end has a token that is no good any more
    assertThat(answers).extracting(Answer::outcome).contains("204").isSubsetOf("204", ENDED);
    Answer trail = service.admin().get("/api/v1/audit?target=user:" + ann.id()).answer();
    assertThat(trail.each("action")).containsOnlyOnce("session.ended");
  }

  @Test
  void theOwnSessionsAreListedNewestFirst() {
    Person first = service.person();
    service.clock().advance(Duration.ofSeconds(1));
    Tokens tokens =
        Tokens.of(
            service
                .login(first.email(), Person.PASSWORD)
                .header("User-Agent", "a test/1")
                .answer());
    Person second = first.with(tokens);

    Answer answer = second.get(SESSIONS).answer();

    assertThat(answer.each("current")).containsExactly("true", "false");
    assertThat(answer.each("ip")).containsExactly("127.0.0.1", "127.0.0.1");
    assertThat(answer.each("user_agent").get(0)).isEqualTo("a test/1");
    assertThat(answer.json().path("items").path(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "created_at", "last_used_at", "ip", "user_agent", "current");
    assertThat(first.get(SESSIONS).answer().each("current")).containsExactly("false", "true");
  }

  @Test
  void aRefreshIsTheLastUse() {
    Person ann = service.person();
    service.clock().advance(Duration.ofMinutes(5));
    Person later = ann.with(Tokens.of(ann.refresh().answer()));

    Answer answer = later.get(SESSIONS).answer();

    assertThat(Instant.parse(answer.each("last_used_at").get(0)))
        .isEqualTo(service.clock().instant());
    assertThat(Instant.parse(answer.each("created_at").get(0)))
        .isEqualTo(service.clock().instant().minus(Duration.ofMinutes(5)));
  }

  @Test
  void loggingOutEndsThisSessionAlone() {
    Person here = service.person();
    Person there = here.signedIn();

    Answer answer = here.logout().answer();

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(here.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(here.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(here.logout().answer().outcome()).isEqualTo(ENDED);
    assertThat(there.me().answer().status()).isEqualTo(200);
  }

  @Test
  void loggingOutNeedsAToken() {
    Answer answer = service.post("/api/v1/auth/logout").answer();

    assertThat(answer.outcome()).isEqualTo("401 unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aSessionThatEndsOnOneNodeHasEndedOnEveryOther() {
    try (Service other = Service.startOn(service.database(), service.clock())) {
      Person ann = service.person();
      assertThat(ann.at(other).me().answer().status()).isEqualTo(200);

      ann.logout().answer().expect(204);

      assertThat(ann.at(other).me().answer().outcome()).isEqualTo(ENDED);
    }
  }

  @Test
  void oneOtherSessionCanBeEnded() {
    Person here = service.person();
    Person there = here.signedIn();
    String id = idOf(there);

    assertThat(here.delete(SESSIONS + "/" + id).answer().status()).isEqualTo(204);
    assertThat(there.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(here.delete(SESSIONS + "/" + id).answer().outcome()).isEqualTo("404 not_found");
    assertThat(here.me().answer().status()).isEqualTo(200);
  }

  @Test
  void somebodyElsesSessionIsNotFoundAndGoesOn() {
    Person ann = service.person();
    Person bob = service.person();

    assertThat(bob.delete(SESSIONS + "/" + idOf(ann)).answer().outcome())
        .isEqualTo("404 not_found");
    assertThat(bob.delete(SESSIONS + "/1-2-3-4-5").answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.me().answer().status()).isEqualTo(200);
  }

  @Test
  void allOtherSessionsCanBeEndedAtOnce() {
    Person here = service.person();
    Person there = here.signedIn();
    Person elsewhere = here.signedIn();

    assertThat(here.delete(SESSIONS).answer().status()).isEqualTo(204);
    assertThat(there.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(elsewhere.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(here.get(SESSIONS).answer().each("current")).containsExactly("true");
  }

  @Test
  void ofAHundredAndOneSessionsTheOldestGoes() {
    Person oldest = service.person();
    service.clock().advance(Duration.ofSeconds(1));
    Person second = oldest.signedIn();
    service.clock().advance(Duration.ofSeconds(1));
    for (int i = 0; i < 98; i++) {
      oldest.signedIn();
    }
    assertThat(oldest.me().answer().status()).isEqualTo(200);

    oldest.signedIn();

    assertThat(oldest.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(second.get(SESSIONS).answer().each("id")).hasSize(100);
  }

  @Test
  void signInsAtOnceDoNotPassTheLimitOfSessions() {
    try (Service strict = Service.start("APP_SESSIONS_PER_USER", "3")) {
      Person ann = strict.account(Service.newEmail());

      strict.atOnce(30, n -> strict.login(ann.email(), Person.PASSWORD));
      strict.clock().advance(Duration.ofSeconds(1));

      assertThat(ann.signedIn().get(SESSIONS).answer().each("id")).hasSize(3);
    }
  }

  @Test
  void anAdministratorSeesAndEndsTheSessionsOfOthers() {
    Person ann = service.admin();
    Person bob = service.person();

    assertThat(ann.get(bob.path() + "/sessions").answer().each("id")).isEqualTo(List.of(idOf(bob)));
    assertThat(ann.delete(bob.path() + "/sessions").answer().status()).isEqualTo(204);
    assertThat(bob.me().answer().outcome()).isEqualTo(ENDED);
    assertThat(ann.get(bob.path() + "/sessions").answer().each("id")).isEmpty();
    assertThat(ann.get("/api/v1/users/999999999/sessions").answer().outcome())
        .isEqualTo("404 not_found");
  }

  @Test
  void nobodyElseSeesTheSessionsOfOthers() {
    Person bob = service.person();

    assertThat(bob.get(bob.path() + "/sessions").answer().outcome()).isEqualTo("403 forbidden");
    assertThat(bob.delete(bob.path() + "/sessions").answer().outcome()).isEqualTo("403 forbidden");
  }

  private static String idOf(Person person) {
    var items = person.get(SESSIONS).answer().json().path("items");
    for (var item : items) {
      if (item.path("current").asBoolean()) {
        return item.path("id").asText();
      }
    }
    throw new AssertionError(items.toString());
  }
}
