package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationApiTest {
  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final Clients clients = new Clients(service, root);

  @Test
  void aRefreshTokenEndsItsSession() {
    Person ann = service.person();

    revoke(ann.tokens().refresh());

    assertEnded(ann);
    Answer trail = root.get("/api/v1/audit?target=user:" + ann.id()).answer();
    assertThat(trail.each("action")).startsWith("session.ended");
    assertThat(trail.json().at("/items/0/actor_id").asText()).isEqualTo("" + ann.id());
    assertThat(trail.json().at("/items/0/detail/session_id"))
        .isEqualTo(Jwts.claims(ann.tokens().access()).path("sid"));
  }

  @Test
  void anyRefreshTokenOfASessionEndsIt() {
    Person ann = service.person();
    Person second = ann.with(Tokens.of(ann.refresh().answer()));
    Person third = second.with(Tokens.of(second.refresh().answer()));
    service.clock().advance(Duration.ofSeconds(11));

    revoke(ann.tokens().refresh());

    assertEnded(third);
    assertThat(root.get("/api/v1/audit?target=user:" + ann.id()).answer().each("action"))
        .startsWith("session.ended");
  }

  @Test
  void anAccessTokenEndsItsSessionAlsoWhenItHasExpired() {
    Person ann = service.person();
    revoke(ann.tokens().access());
    assertEnded(ann);

    Person bob = service.person();
    service.clock().advance(Duration.ofDays(7));
    revoke(bob.tokens().access());
    assertThat(bob.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
  }

  @Test
  void onlyThatSessionEnds() {
    Person ann = service.person();
    Person phone = ann.signedIn();

    revoke(phone.tokens().refresh());

    assertThat(ann.me().answer().status()).isEqualTo(200);
  }

  @Test
  void theTokenOfAServiceAccountEndsAloneByItsId() {
    Clients.Client client = clients.account("admin");
    String key = clients.key(client, "jobs:read").text("key");
    String token = token(client, key);
    String other = token(client, key);

    revoke(token);
    revoke(token);

    assertThat(jobs(token).outcome()).isEqualTo("401 invalid_token");
    assertThat(jobs(other).status()).isEqualTo(200);
    assertThat(jobs(key).status()).isEqualTo(200);
    Answer trail =
        root.get("/api/v1/audit?action=token.revoked&target=service_account:" + client.id())
            .answer();
    assertThat(trail.each("actor_id")).containsExactly(client.clientId());
  }

  @Test
  void anApiKeyEnds() {
    Clients.Client client = clients.account("admin");
    Answer made = clients.key(client, "jobs:read");
    String token = token(client, made.text("key"));

    revoke(made.text("key"));

    assertThat(jobs(made.text("key")).outcome()).isEqualTo("401 invalid_token");
    assertThat(jobs(token).outcome()).isEqualTo("401 invalid_token");
    Answer trail = root.get("/api/v1/audit?target=apikey:" + made.id()).answer();
    assertThat(trail.each("action")).startsWith("apikey.ended");
    assertThat(trail.each("actor_id")).startsWith(client.clientId());
  }

  @Test
  void whatIsNoTokenIsAnsweredAlike() {
    Person ann = service.person();
    String[] parts = ann.tokens().access().split("\\.", -1);
    String refresh = ann.tokens().refresh();
    Answer right = revoke(service.person().tokens().refresh());
    for (String token :
        List.of(
            "x",
            "..",
            "é",
            "gth_x",
            "gth_" + "0".repeat(49),
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[1],
            refresh.substring(0, refresh.length() - 2) + "AA",
            "y".repeat(500_000))) {
      Answer answer = revoke(token);
      assertThat(answer.body()).isEqualTo(right.body());
    }
    assertThat(ann.me().answer().status()).isEqualTo(200);
  }

  @Test
  void aBadFormIsAnInvalidRequestAndAuthorizationIsNotLookedAt() {
    for (String body : List.of("", "token=", "token=a&token=b", "token=%00", "x=1")) {
      Answer answer =
          service.post("/oauth2/revoke").body("application/x-www-form-urlencoded", body).answer();
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text("error")).isEqualTo("invalid_request");
    }
    Person ann = service.person();
    service
        .post("/oauth2/revoke")
        .form("token", ann.tokens().refresh(), "token_type_hint", "nonsense", "client_id", "x")
        .header("Authorization", "Bearer nonsense")
        .answer()
        .expect(200);
    assertEnded(ann);
  }

  @Test
  void aRefreshAtTheSameTimeDoesNotSaveTheSession() {
    for (int i = 0; i < 5; i++) {
      Person ann = service.person();
      List<Call> calls = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        calls.add(
            n == 3
                ? service.post("/oauth2/revoke").form("token", ann.tokens().refresh())
                : ann.refresh());
      }

      List<Answer> answers = service.atOnce(calls.toArray(Call[]::new));

      assertThat(answers.get(3).status()).isEqualTo(200);
      answers.stream()
          .filter(answer -> answer.status() == 200 && answer.json().has("refresh_token"))
          .forEach(answer -> assertEnded(ann.with(Tokens.of(answer))));
    }
  }

  @Test
  void theLibraryRevokes() throws Exception {
    Person ann = service.person();
    TokenRevocationRequest request =
        new TokenRevocationRequest(
            clients.endpoint("revoke"),
            new ClientID("web"),
            new RefreshToken(ann.tokens().refresh()));

    assertThat(request.toHTTPRequest().send().getStatusCode()).isEqualTo(200);
    assertEnded(ann);
  }

  private static void assertEnded(Person person) {
    assertThat(person.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(person.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
  }

  private Answer revoke(String token) {
    return service.post("/oauth2/revoke").form("token", token).answer().expect(200);
  }

  private Answer jobs(String token) {
    return service.get("/api/v1/jobs").bearer(token).answer();
  }

  private String token(Clients.Client client, String key) {
    return service
        .post("/oauth2/token")
        .form(
            "grant_type",
            "client_credentials",
            "client_id",
            client.clientId(),
            "client_secret",
            key)
        .answer()
        .expect(200)
        .text("access_token");
  }
}
