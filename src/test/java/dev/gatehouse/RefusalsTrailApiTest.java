package dev.gatehouse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each route with each refusal that is counted or recorded. The description of the API says which
 * there are, so a new route with a password or a code in its body is tried here as well.
 */
class RefusalsTrailApiTest {
  private static final String PASSWORD = "current_password";
  private static final String WRONG_PASSWORD = "wrong_password";
  private static final String BAD_CREDENTIALS = "bad_credentials";
  private static final String WRONG_CODE = "invalid_mfa_code";
  private static final String REUSED = "invalid_refresh_token";
  private static final int QUOTA = 10;

  private static final List<String> PASSWORD_LIMITS =
      List.of("sign_in_per_account", "sign_in_per_address", "sign_in_per_network");
  private static final List<String> CODE_LIMITS = List.of("mfa_per_account");

  /** What a refusal leaves. */
  private record Trace(String action, List<String> limits) {}

  private static final Map<String, Trace> TRACES =
      Map.of(
          BAD_CREDENTIALS,
          new Trace("signin.failed", PASSWORD_LIMITS),
          WRONG_PASSWORD,
          new Trace("signin.failed", PASSWORD_LIMITS),
          "account_disabled",
          new Trace("signin.failed", List.of()),
          "invalid_scope",
          new Trace("signin.failed", List.of()),
          "email_unverified",
          new Trace("signin.failed", List.of()),
          WRONG_CODE,
          new Trace("mfa.failed", CODE_LIMITS),
          REUSED,
          new Trace("session.reuse_detected", List.of()));

  /** Of a sign-in or proof whose limit is reached; other calls that are limited leave none. */
  private static final String LIMITED = "too_many_requests";

  private static final Set<String> WITHOUT_TRACE =
      Set.of(
          "account_inactive",
          "bad_request",
          "email_taken",
          "expectation_failed",
          "forbidden",
          "header_fields_too_large",
          "idempotency_in_progress",
          "idempotency_key_reused",
          "insufficient_scope",
          "insufficient_stock",
          "internal",
          "invalid_one_time_token",
          "invalid_token",
          "job_state",
          "last_admin",
          "malformed_json",
          "method_not_allowed",
          "mfa_required",
          "mfa_state",
          "not_acceptable",
          "not_found",
          "not_implemented",
          "payload_too_large",
          "person_required",
          "precondition_failed",
          "request_timeout",
          "role_in_use",
          "signup_closed",
          "sku_taken",
          "too_many_keys",
          "unauthenticated",
          "unavailable",
          "unsupported_media_type",
          "uri_too_long",
          "version_not_supported",
          "validation",
          "weak_password");

  private static final String[] SETTINGS = {
    "APP_LIMITS",
    "on",
    "APP_LIMIT_SIGN_UP_PER_ADDRESS",
    "1000/1m",
    "APP_LIMIT_SIGN_IN_PER_ADDRESS",
    "1000/1m",
    "APP_LIMIT_MAIL_CALL_PER_ADDRESS",
    "1000/1m",
    "APP_SMTP_URL",
    "smtp://127.0.0.1:9",
    "APP_JOB_THREADS",
    "0",
    "APP_REQUIRE_VERIFIED_EMAIL",
    "true"
  };
  private static final Service SERVICE = Service.start(SETTINGS);

  private final Person ann = verified();

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  /** An operation of the description with one of its refusals. */
  record Refusal(String method, String path, JsonNode operation, String code) {
    /** The members that its body may have. */
    Set<String> members() {
      Set<String> names = new java.util.TreeSet<>();
      schema().path("properties").fieldNames().forEachRemaining(names::add);
      return names;
    }

    private JsonNode media() {
      return operation.at("/requestBody/content").path(isForm() ? FORM : "application/json");
    }

    boolean isForm() {
      return operation.at("/requestBody/content").has(FORM);
    }

    private JsonNode schema() {
      JsonNode schema = media().path("schema");
      return schema.has("$ref")
          ? OpenApiContract.api().document().at(schema.get("$ref").asText().substring(1))
          : schema;
    }

    ObjectNode example() {
      return media().path("example").deepCopy();
    }

    boolean asksForScope() {
      return code.equals("invalid_scope");
    }

    /** The path with the id of a key that is not there. */
    String asked() {
      return path.replace("{kid}", "1");
    }

    boolean isOfSomebody() {
      return !operation.path("security").findParents("bearer").isEmpty();
    }

    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public String toString() {
      return method + " " + path + " " + code;
    }
  }

  /** Those whose example provokes them. */
  static Stream<Refusal> counted() {
    return refusals()
        .filter(each -> TRACES.containsKey(each.code()))
        // takes a password only to let a key do more, see ApiKeysApiTest
        .filter(each -> !each.path().endsWith("/api-keys/{kid}"))
        // see SignInScopeApiTest
        .filter(each -> !each.path().equals("/api/v1/auth/mfa") || !each.asksForScope());
  }

  static Stream<Refusal> limited() {
    return counted().filter(each -> !requireNonNull(TRACES.get(each.code())).limits().isEmpty());
  }

  private static Stream<Refusal> refusals() {
    List<Refusal> found = new ArrayList<>();
    for (var path : OpenApiContract.api().document().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        for (String code : codes(operation.getValue())) {
          found.add(
              new Refusal(
                  operation.getKey().toUpperCase(java.util.Locale.ROOT),
                  path.getKey(),
                  operation.getValue(),
                  code));
        }
      }
    }
    return found.stream();
  }

  private static List<String> codes(JsonNode operation) {
    List<String> codes = new ArrayList<>();
    for (JsonNode response : operation.path("responses")) {
      JsonNode resolved =
          response.has("$ref")
              ? OpenApiContract.api().document().at(response.get("$ref").asText().substring(1))
              : response;
      resolved
          .path("content")
          .path("application/problem+json")
          .path("examples")
          .fieldNames()
          .forEachRemaining(codes::add);
    }
    return codes;
  }

  @Test
  void ofEachRefusalItIsKnownWhetherItLeavesATrace() {
    assertThat(refusals().map(Refusal::code).distinct())
        .allMatch(
            code ->
                TRACES.containsKey(code) || LIMITED.equals(code) || WITHOUT_TRACE.contains(code));
  }

  @Test
  void aRouteThatTakesAPasswordOrACodeSaysThatItMayBeWrong() {
    Map<String, List<String>> told = new TreeMap<>();
    Map<String, Set<String>> members = new TreeMap<>();
    refusals()
        .forEach(
            each -> {
              String route = each.method() + " " + each.path();
              told.computeIfAbsent(route, key -> new ArrayList<>()).add(each.code());
              members.put(route, each.members());
            });

    assertThat(told).isNotEmpty();
    told.forEach(
        (route, codes) -> {
          Set<String> body = requireNonNull(members.get(route));
          if (body.contains(PASSWORD)) {
            assertThat(codes)
                .as(route)
                .contains(WRONG_PASSWORD, "mfa_required", WRONG_CODE, LIMITED);
          }
          if (body.contains("code")) {
            assertThat(codes).as(route).contains(WRONG_CODE, LIMITED);
          }
          // OAuth 2 calls it invalid_grant: see TokenApiTest
          if (body.contains("username") && !route.equals("POST /oauth2/token")) {
            assertThat(codes).as(route).contains(BAD_CREDENTIALS, LIMITED);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("counted")
  void isCountedAndRecordedOnce(Refusal refusal) {
    Trace trace = requireNonNull(TRACES.get(refusal.code()));
    Refused refused = new Refused(refusal);
    Map<String, Integer> before = counts();

    refused.provoke();

    assertThat(refused.rows()).containsExactly(refused.row(trace.action()));
    Map<String, Integer> expected = new TreeMap<>(before);
    trace.limits().forEach(limit -> expected.merge(limit, 1, Integer::sum));
    assertThat(counts()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("limited")
  void isNeitherCountedNorRecordedOnceTheLimitIsReachedWhichIsRecordedOnce(Refusal refusal) {
    Refused refused = new Refused(refusal);
    IntStream.range(0, QUOTA).forEach(n -> refused.provoke());
    Map<String, Integer> before = counts();

    assertThat(refused.wrong().outcome()).isEqualTo("429 too_many_requests");

    assertThat(refused.rows()).containsExactly(refused.row("signin.limited"));
    assertThat(refused.wrong().outcome()).isEqualTo("429 too_many_requests");
    assertThat(refused.rows()).isEmpty();
    assertThat(refused.right().outcome()).isEqualTo("429 too_many_requests");
    assertThat(refused.rows()).isEmpty();
    assertThat(counts()).isEqualTo(before);
  }

  /** Somebody who is refused in that way, as often as it takes. */
  private final class Refused {
    private final Refusal refusal;
    private final @Nullable Authenticator app;
    private String requestId = "";

    Refused(Refusal refusal) {
      this.refusal = refusal;
      Set<String> members = refusal.members();
      if (!refusal.code().equals(WRONG_CODE)) {
        app = null;
      } else if (refusal.isOfSomebody() && !members.contains(PASSWORD)) {
        app = Authenticator.showing(begun(), SERVICE.clock());
      } else {
        app = Authenticator.of(ann, SERVICE.clock());
      }
      switch (refusal.code()) {
        case "account_disabled" -> change("is_active = false");
        case "email_unverified" -> change("email_verified = false");
        case REUSED -> {
          Person refreshed = ann.with(Person.Tokens.of(ann.refresh().answer()));
          refreshed.refresh().answer().expect(200);
          SERVICE.clock().advance(Duration.ofMinutes(1));
        }
        default -> {
          // nothing else is needed
        }
      }
    }

    private String begun() {
      return ann.post(Authenticator.TOTP)
          .json(PASSWORD, Person.PASSWORD)
          .answer()
          .expect(200)
          .text("secret");
    }

    private void change(String what) {
      TestDatabase.execute(
          SERVICE.database(), "update app_user set " + what + " where id = " + ann.id());
    }

    void provoke() {
      assertThat(wrong().outcome()).endsWith(" " + refusal.code());
    }

    Answer wrong() {
      return send(false);
    }

    /** With nothing wrong in it. */
    Answer right() {
      return send(true);
    }

    private Answer send(boolean right) {
      requestId = Service.newName();
      Map<String, String> values = values(right);
      Call call = refusal.isOfSomebody() ? ofAnn() : ofAStranger();
      call.header("X-Request-ID", requestId);
      if (refusal.isForm()) {
        return call.form(
                "username",
                value(values, "username"),
                "password",
                value(values, "password"),
                "scope",
                refusal.asksForScope() ? "audit:read" : "")
            .answer();
      }
      ObjectNode body = refusal.example();
      values.forEach(
          (name, value) -> {
            if (refusal.members().contains(name)) {
              body.put(name, value);
            }
          });
      return call.body("application/json", body.toString()).answer();
    }

    private Map<String, String> values(boolean right) {
      boolean passwordIsRight =
          right || !List.of(WRONG_PASSWORD, BAD_CREDENTIALS).contains(refusal.code());
      String password = passwordIsRight ? Person.PASSWORD : "wrong password";
      Map<String, String> values = new TreeMap<>();
      values.put("username", ann.email());
      values.put("password", password);
      values.put(PASSWORD, password);
      values.put("new_password", "another horse 43");
      values.put("new_email", Service.newEmail());
      values.put("refresh_token", ann.tokens().refresh());
      if (app != null) {
        values.put("code", right ? app.next() : app.wrong());
      }
      if (refusal.members().contains("mfa_token")) {
        Call login = SERVICE.login(ann.email(), Person.PASSWORD);
        values.put("mfa_token", login.answer().expect(403).text("mfa_token"));
      }
      return values;
    }

    private static String value(Map<String, String> values, String name) {
      return requireNonNull(values.get(name));
    }

    private Call ofAnn() {
      return switch (refusal.method()) {
        case "PUT" -> ann.put(refusal.asked());
        case "PATCH" -> ann.patch(refusal.asked());
        case "DELETE" -> ann.delete(refusal.asked());
        default -> ann.post(refusal.asked());
      };
    }

    private Call ofAStranger() {
      return switch (refusal.method()) {
        case "PUT" -> SERVICE.put(refusal.asked());
        case "PATCH" -> SERVICE.patch(refusal.asked());
        case "DELETE" -> SERVICE.delete(refusal.asked());
        default -> SERVICE.post(refusal.asked());
      };
    }

    /** Action, actor and target of what the last request left in the audit trail. */
    List<String> rows() {
      return TestDatabase.texts(
          SERVICE.database(),
          "select concat_ws(' ', action, coalesce(cast(actor_id as text), '-'), target_id)"
              + " from audit_entry where request_id = '"
              + requestId
              + "' order by id");
    }

    String row(String action) {
      return "%s %s %d".formatted(action, refusal.isOfSomebody() ? ann.id() : "-", ann.id());
    }
  }

  private static Person verified() {
    Person person = SERVICE.account(Service.newEmail());
    TestDatabase.execute(
        SERVICE.database(), "update app_user set email_verified = true where id = " + person.id());
    return person.signedIn();
  }

  /** How many tries each limit has counted. */
  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    Stream.of(PASSWORD_LIMITS, CODE_LIMITS)
        .flatMap(List::stream)
        .forEach(
            limit ->
                counts.put(
                    limit,
                    Integer.valueOf(
                        TestDatabase.text(
                            SERVICE.database(),
                            "select coalesce(sum(cardinality(tries)), 0) from rate_counter"
                                + " where name = '"
                                + limit
                                + "'"))));
    return counts;
  }
}
