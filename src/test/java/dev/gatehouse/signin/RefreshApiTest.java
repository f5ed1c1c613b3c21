package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshApiTest {
  private static final String REFUSED = "401 invalid_refresh_token";
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Service service = Service.shared();
  private final SettableClock clock = service.clock();

  @Test
  void eachUseReplacesTheToken() {
    Person ann = service.person();

    Person later = ann.with(Tokens.of(ann.refresh().answer()));

    assertThat(later.tokens().refresh()).isNotEqualTo(ann.tokens().refresh());
    assertThat(later.me().answer().id()).isEqualTo(ann.id());
    assertThat(later.refresh().answer().status()).isEqualTo(200);
  }

  @Test
  void aTokenReplacedLessThanTenSecondsAgoGetsTheCurrentOneAgain() {
    Person ann = service.person();
    Tokens second = Tokens.of(ann.refresh().answer());
    clock.advance(GRACE.minusMillis(1));

    Tokens again = Tokens.of(ann.refresh().answer());

    assertThat(again.refresh()).isEqualTo(second.refresh());
    assertThat(ann.with(again).me().answer().status()).isEqualTo(200);
  }

  @Test
  void aTokenReplacedTenSecondsAgoEndsTheWholeSessionIfItsSuccessorWasUsed() {
    Person ann = service.person();
    Person later = ann.with(Tokens.of(ann.refresh().answer()));
    Person latest = later.with(Tokens.of(later.refresh().answer()));
    clock.advance(GRACE);

    assertThat(ann.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(latest.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(latest.me().answer().outcome()).isEqualTo("401 invalid_token");
  }

  @Test
  void whoDidNotGetTheAnswerGetsANewTokenAndTheLostOneIsVoid() {
    Person ann = service.person();
    Person lost = ann.with(Tokens.of(ann.refresh().answer()));
    clock.advance(Duration.ofDays(3));

    Person found = ann.with(Tokens.of(ann.refresh().answer()));
    clock.advance(GRACE.minusMillis(1));
    Tokens again = Tokens.of(ann.refresh().answer());

    assertThat(found.tokens().refresh()).isNotEqualTo(lost.tokens().refresh());
    assertThat(again.refresh()).isEqualTo(found.tokens().refresh());
    assertThat(found.refresh().answer().status()).isEqualTo(200);
    Person admin = service.admin();
    String trail = "/api/v1/audit?target=user:" + ann.id();
    assertThat(admin.get(trail).answer().each("action")).containsOnlyOnce("session.recovered");

    assertThat(lost.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(found.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(admin.get(trail).answer().each("action")).startsWith("session.reuse_detected");
  }

  @Test
  void aRecoveredSessionLivesOnFromItsRecovery() {
    Person ann = service.person();
    ann.refresh().answer().expect(200);
    clock.advance(Duration.ofDays(29));

    Answer recovered = ann.refresh().answer();

    assertThat(recovered.number("refresh_expires_in")).isEqualTo(Duration.ofDays(30).toSeconds());
    JsonNode session =
        ann.with(Tokens.of(recovered)).get("/api/v1/users/me/sessions").answer().json();
    assertThat(Instant.parse(session.at("/items/0/last_used_at").asText()))
        .isEqualTo(clock.instant());
  }

  @Test
  void ofManyWhoLostTheAnswerAllGetOneAndTheSameNewToken() {
    Person ann = service.person();
    Tokens lost = Tokens.of(ann.refresh().answer());
    clock.advance(GRACE);

    List<Answer> answers = service.atOnce(30, n -> ann.refresh());

    assertThat(answers).extracting(Answer::outcome).containsOnly("200");
    assertThat(answers)
        .extracting(answer -> Tokens.of(answer).refresh())
        .containsOnly(Tokens.of(answers.get(0)).refresh())
        .doesNotContain(lost.refresh());
    Answer trail = service.admin().get("/api/v1/audit?target=user:" + ann.id()).answer();
    assertThat(trail.each("action")).containsOnlyOnce("session.recovered");
  }

  @Test
  void theGraceOfAnOldTokenIsCountedFromItsOwnReplacement() {
    Person first = service.person();
    Person second = first.with(Tokens.of(first.refresh().answer()));
    clock.advance(Duration.ofSeconds(6));
    Tokens third = Tokens.of(second.refresh().answer());
    clock.advance(Duration.ofSeconds(3));

    assertThat(Tokens.of(first.refresh().answer()).refresh()).isEqualTo(third.refresh());
    assertThat(Tokens.of(second.refresh().answer()).refresh()).isEqualTo(third.refresh());

    clock.advance(Duration.ofSeconds(1));
    assertThat(Tokens.of(second.refresh().answer()).refresh()).isEqualTo(third.refresh());
    assertThat(first.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(second.with(third).refresh().answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void ofFiftyRefreshesAtOnceAllGetOneAndTheSameNewToken() {
    Person ann = service.person();

    List<Answer> answers = service.atOnce(50, n -> ann.refresh());

    assertThat(answers).extracting(Answer::outcome).containsOnly("200");
    assertThat(answers)
        .extracting(answer -> Tokens.of(answer).refresh())
        .containsOnly(Tokens.of(answers.get(0)).refresh());
  }

  @Test
  void aReuseDuringAReplacementNeverLeavesASession() {
    Person old = service.person();
    Person current = old.with(Tokens.of(old.refresh().answer()));
    clock.advance(GRACE);
    List<Call> calls = new ArrayList<>(Collections.nCopies(25, old.refresh()));
    calls.addAll(Collections.nCopies(25, current.refresh()));

    List<Answer> answers = service.atOnce(calls.toArray(Call[]::new));

    assertThat(answers).extracting(Answer::outcome).isSubsetOf("200", REFUSED).contains(REFUSED);
    assertThat(current.me().answer().outcome()).isEqualTo("401 invalid_token");
  }

  @Test
  void malformedRefreshTokensAreRefused() {
    Person ann = service.person();
    String token = ann.tokens().refresh();
    char last = token.charAt(token.length() - 1);

    for (String wrong :
        List.of(
            "",
            "x",
            ann.tokens().access(),
            token + "=",
            token.substring(1),
            token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A'))) {
      assertThat(refresh(wrong).outcome()).as(wrong).isEqualTo(REFUSED);
    }
    assertThat(ann.refresh().answer().status()).isEqualTo(200);
  }

  @Test
  void theTokenMustBeAText() {
    Answer missing = service.post("/api/v1/auth/refresh").json().answer();
    Answer number = service.post("/api/v1/auth/refresh").json("refresh_token", 1).answer();

    assertThat(missing.outcome()).isEqualTo("422 validation");
    assertThat(missing.fields()).containsExactly("refresh_token");
    assertThat(number.fields()).containsExactly("refresh_token");
  }

  @Test
  void aSessionEndsThirtyDaysAfterItsLastRefresh() {
    Person ann = service.person();
    Person bob = service.person();
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    Person later = ann.with(Tokens.of(ann.refresh().answer()));
    clock.advance(Duration.ofSeconds(1));

    assertThat(bob.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(later.me().answer().status()).isEqualTo(200);
    clock.advance(Duration.ofDays(29));
    assertThat(later.refresh().answer().status()).isEqualTo(200);
  }

  @Test
  void aSessionEndsAHundredAndEightyDaysAfterSignInHoweverOftenItIsRefreshed() {
    Person ann = service.person();
    Answer last = ann.refresh().answer();
    for (int day = 0; day < 175; day += 25) {
      clock.advance(Duration.ofDays(25));
      last = ann.with(Tokens.of(last)).refresh().answer();
    }

    assertThat(last.number("refresh_expires_in")).isEqualTo(Duration.ofDays(5).toSeconds());
    clock.advance(Duration.ofDays(5));
    assertThat(ann.with(Tokens.of(last)).me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(ann.with(Tokens.of(last)).refresh().answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void aDisabledUsersSessionDoesNotGoOn() {
    Person ann = service.admin();
    Person bob = service.person();
    ann.disables(bob).answer().expect(200);
    ann.patch(bob.path()).json("is_active", true).answer().expect(200);

    assertThat(bob.refresh().answer().outcome()).isEqualTo(REFUSED);
    assertThat(bob.me().answer().outcome()).isEqualTo("401 invalid_token");
  }

  private Answer refresh(String token) {
    return service.post("/api/v1/auth/refresh").json("refresh_token", token).answer();
  }
}
