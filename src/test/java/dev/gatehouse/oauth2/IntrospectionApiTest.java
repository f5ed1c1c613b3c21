package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntrospectionApiTest {
  private static final String INACTIVE = "{\"active\":false}";

  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final Clients clients = new Clients(service, root);
  private final Clients.Client server = clients.account(service.role("tokens:introspect"));
  private final String key = clients.key(server, "tokens:introspect").text("key");

  @Test
  void theAccessTokenOfASessionIsTold() {
    String role = service.role("jobs:read");
    Person ed = service.account(Service.newEmail());
    service.give(ed, role);
    Answer signedIn =
        service
            .post("/oauth2/token")
            .form(
                "grant_type",
                "password",
                "username",
                ed.email(),
                "password",
                Person.PASSWORD,
                "scope",
                "jobs:read me:read",
                "client_id",
                "web")
            .answer()
            .expect(200);
    String token = signedIn.text("access_token");

    Answer told = ask(token);

    var claims = Jwts.claims(token);
    assertThat(told.flag("active")).isTrue();
    for (String name : List.of("sub", "aud", "iss", "jti", "sid", "exp", "iat", "client_id")) {
      assertThat(told.json().get(name)).as(name).isEqualTo(claims.get(name));
    }
    assertThat(told.text("token_type")).isEqualTo("Bearer");
    assertThat(told.text("scope")).isEqualTo("jobs:read me:read");
    assertThat(told.json().path("roles").toString()).isEqualTo("[\"" + role + "\"]");
    assertThat(told.json().fieldNames())
        .toIterable()
        .doesNotContain("username", "email", "email_verified");
    assertThat(told.header("Cache-Control")).isEqualTo("no-store");

    service.give(ed);
    Answer later = ask(token);
    assertThat(later.text("scope")).isEqualTo("me:read");
    assertThat(later.json().path("roles").toString()).isEqualTo("[]");
  }

  @Test
  void aTokenWithoutScopeIsToldWithoutOne() {
    assertThat(ask(service.person().tokens().access()).json().has("scope")).isFalse();
  }

  @Test
  void whateverHasEndedIsInactiveAtOnce() {
    Person out = service.person();
    out.logout().answer().expect(204);
    Person disabled = service.person();
    root.disables(disabled).answer().expect(200);
    Person deleted = service.person();
    root.deletes(deleted).answer().expect(204);
    for (Person person : List.of(out, disabled, deleted)) {
      assertThat(ask(person.tokens().access()).body()).isEqualTo(INACTIVE);
      assertThat(ask(person.tokens().refresh()).body()).isEqualTo(INACTIVE);
    }

    Person late = service.person();
    assertThat(ask(late.tokens().access()).flag("active")).isTrue();
    service.clock().advance(Duration.ofMinutes(31));
    assertThat(ask(late.tokens().access()).body()).isEqualTo(INACTIVE);
    assertThat(ask(late.tokens().refresh()).flag("active")).isTrue();
  }

  @Test
  void theTokenOfAServiceAccountIsTold() {
    Clients.Client client = clients.account("admin");
    Answer made = clients.key(client, "jobs:read");
    String token = token(client, made.text("key"));

    Answer told = ask(token);
    assertThat(told.text("sub")).isEqualTo(client.clientId());
    assertThat(told.text("client_id")).isEqualTo(client.clientId());
    assertThat(told.text("scope")).isEqualTo("jobs:read");
    assertThat(told.json().path("roles").toString()).isEqualTo("[\"admin\"]");
    assertThat(told.json().has("sid")).isFalse();

    root.delete(client.path() + "/api-keys/" + made.id()).answer().expect(204);
    assertThat(ask(token).body()).isEqualTo(INACTIVE);
    Clients.Client other = clients.account("admin");
    String second = token(other, clients.key(other, "jobs:read").text("key"));
    root.patch(other.path()).json("is_active", false).answer().expect(200);
    assertThat(ask(second).body()).isEqualTo(INACTIVE);
  }

  @Test
  void aRefreshTokenIsToldWithoutScopeAndRolesAndIsNotUsed() {
    Person ann = service.person().scoped("me:read");
    Tokens first = ann.tokens();

    Answer told = ask(first.refresh());
    assertThat(told.flag("active")).isTrue();
    assertThat(told.text("token_type")).isEqualTo("refresh_token");
    assertThat(told.text("sub")).isEqualTo("" + ann.id());
    assertThat(told.json().path("sid")).isEqualTo(Jwts.claims(first.access()).path("sid"));
    assertThat(told.json().fieldNames()).toIterable().doesNotContain("scope", "roles");
    assertThat(service.get("/api/v1/users/me").bearer(first.refresh()).answer().outcome())
        .isEqualTo("401 invalid_token");

    Tokens second = Tokens.of(ann.refresh().answer());
    assertThat(ask(first.refresh()).flag("active")).as("a moment ago").isTrue();
    Tokens third = Tokens.of(ann.with(second).refresh().answer());
    service.clock().advance(Duration.ofSeconds(11));
    assertThat(ask(first.refresh()).body()).as("replaced").isEqualTo(INACTIVE);
    assertThat(ask(second.refresh()).flag("active")).as("recoverable").isTrue();
    assertThat(ask(third.refresh()).flag("active")).isTrue();
    assertThat(ann.with(third).refresh().answer().status()).isEqualTo(200);
    service.clock().advance(Duration.ofDays(30));
    assertThat(ask(third.refresh()).body()).isEqualTo(INACTIVE);
  }

  @Test
  void anythingElseIsInactive() {
    String[] parts = service.person().tokens().access().split("\\.", -1);
    for (String token :
        List.of(
            "x",
            ".",
            "..",
            "a.b.c",
            "é",
            key,
            "gth_x",
            parts[0] + "." + parts[1] + ".",
            "y".repeat(500_000),
            "y.".repeat(250_000))) {
      assertThat(ask(token).body()).isEqualTo(INACTIVE);
    }
    assertThat(
            asking("token", service.person().tokens().access(), "token_type_hint", "nonsense")
                .bearer(key)
                .answer()
                .flag("active"))
        .isTrue();
  }

  @Test
  void onlyServiceAccountsWithThePermissionMayAskAlikeForEveryToken() {
    Person holder = service.holder("tokens:introspect");
    Clients.Client other = clients.account("admin");
    String unscoped = clients.key(other, "jobs:read").text("key");
    Clients.Client poor = clients.account(service.role("jobs:read"));
    String lacking = clients.key(poor, "tokens:introspect").text("key");

    for (String token : List.of(holder.tokens().access(), "x", key)) {
      Call call = asking("token", token);
      assertThat(call.bearer(holder.tokens().access()).answer().outcome())
          .isEqualTo("403 forbidden");
      assertThat(call.bearer(root.tokens().access()).answer().outcome()).isEqualTo("403 forbidden");
      assertThat(call.bearer(unscoped).answer().outcome()).isEqualTo("403 insufficient_scope");
      assertThat(call.bearer(lacking).answer().outcome()).isEqualTo("403 forbidden");
      assertThat(call.header("Authorization", basic(other.clientId(), unscoped)).answer().outcome())
          .isEqualTo("403 insufficient_scope");
      assertThat(error(asking("token", token).answer())).isEqualTo("401 invalid_client");
      assertThat(error(call.bearer("x").answer())).isEqualTo("401 invalid_token");
      assertThat(error(call.bearer("gth_x").answer())).isEqualTo("401 invalid_token");
      for (String basic :
          List.of(
              "Basic",
              "Basic x",
              basic(server.clientId(), "x"),
              basic(other.clientId(), key),
              basic("sa-0", key),
              basic(server.clientId(), token(server, key)))) {
        Answer refused = call.header("Authorization", basic).answer();
        assertThat(error(refused)).isEqualTo("401 invalid_client");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic ");
      }
    }
  }

  @Test
  void callersMayProveThemselvesInThreeWays() {
    String token = service.person().tokens().access();
    assertThat(asking("token", token).bearer(token(server, key)).answer().flag("active")).isTrue();
    assertThat(asking("token", token).bearer(key).answer().flag("active")).isTrue();
    assertThat(
            asking("token", token)
                .header("Authorization", basic(server.clientId(), key))
                .answer()
                .flag("active"))
        .isTrue();
  }

  @Test
  void aBadFormIsAnInvalidRequest() {
    for (String body : List.of("", "token=", "token=a&token=b", "token=%00", "token_type_hint=x")) {
      Answer answer =
          service
              .post("/oauth2/introspect")
              .bearer(key)
              .body("application/x-www-form-urlencoded", body)
              .answer();
      assertThat(error(answer)).as(body).isEqualTo("400 invalid_request");
    }
  }

  @Test
  void theLibraryUnderstands() throws Exception {
    TokenIntrospectionRequest request =
        new TokenIntrospectionRequest(
            clients.endpoint("introspect"),
            new ClientSecretBasic(new ClientID(server.clientId()), new Secret(key)),
            new BearerAccessToken(service.person().tokens().access()));

    TokenIntrospectionResponse response =
        TokenIntrospectionResponse.parse(request.toHTTPRequest().send());

    assertThat(response.toSuccessResponse().isActive()).isTrue();
    assertThat(response.toSuccessResponse().getTokenType().getValue()).isEqualTo("Bearer");
  }

  @Test
  void askingLeavesNoTrace() {
    Person ann = service.person();
    // the first use of a key from a network is recorded
    ask("x");
    String before = rows(ann);
    ask(ann.tokens().refresh());
    ask(ann.tokens().access());
    assertThat(rows(ann)).isEqualTo(before);
  }

  private String rows(Person person) {
    return TestDatabase.text(
        service.database(),
        "select (select count(*) from audit_entry) || ' ' || s::text from session s where user_id = "
            + person.id());
  }

  private Answer ask(String token) {
    return asking("token", token).bearer(key).answer().expect(200);
  }

  private Call asking(String... form) {
    return service.post("/oauth2/introspect").form(form);
  }

  private String token(Clients.Client client, String secret) {
    return service
        .post("/oauth2/token")
        .form("grant_type", "client_credentials")
        .header("Authorization", basic(client.clientId(), secret))
        .answer()
        .expect(200)
        .text("access_token");
  }

  private static String basic(String id, String secret) {
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String error(Answer answer) {
    assertThat(answer.json().has("code")).isFalse();
    return answer.outcome();
  }
}
