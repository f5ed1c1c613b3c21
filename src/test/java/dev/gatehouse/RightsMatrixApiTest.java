package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.routing.MediaTypes;
import dev.gatehouse.platform.routing.MethodPolicy.Token;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.ratelimit.RateLimited;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every route with every kind of caller, holders of one permission and administrators whose session
 * is limited to one among them: what its annotation says is what it answers.
 */
class RightsMatrixApiTest {
  private static final String NOBODY = "nobody";
  private static final String MEMBER = "member";
  private static final String ADMIN = "admin";
  private static final String DISABLED = "disabled";
  private static final String LIMITED = "admin with the scope ";
  private static final String KEY = "admin's key with the scope ";
  private static final String ACCOUNT_KEY = "all-powerful account's key with the scope ";
  private static final String ACCOUNT_TOKEN = "all-powerful account's access token with the scope ";
  private static final String EXPIRED_KEY = "expired key";
  private static final String DISABLED_KEY = "disabled account's key";
  private static final List<String> REFUSED = List.of(DISABLED, EXPIRED_KEY, DISABLED_KEY);

  private static final String UNAUTHENTICATED = "401 unauthenticated";
  private static final String INVALID = "401 invalid_token";
  private static final String PERSON_REQUIRED = "403 person_required";
  private static final String FORBIDDEN = "403 forbidden";
  private static final String INSUFFICIENT = "403 insufficient_scope";
  private static final String LET_IN = "let in";

  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final Person stranger = service.person();
  private final long inactive =
      root.post("/api/v1/products")
          .json(
              "sku",
              Service.newName(),
              "name",
              "X",
              "unit_amount",
              1,
              "currency",
              "EUR",
              "is_active",
              false)
          .answer()
          .expect(201)
          .id();

  private final List<Route> routes = Route.of(OpenApiContract.resources());
  private final Set<String> permissions = new TreeSet<>();
  private final Map<String, Optional<Person>> callers = new LinkedHashMap<>();

  RightsMatrixApiTest() {
    List<String> all = root.get("/api/v1/permissions").answer().expect(200).each("name");
    permissions.addAll(all);
    permissions.removeIf(name -> name.startsWith("me:"));
    Person disabled = service.admin();
    root.disables(disabled).answer().expect(200);
    callers.put(NOBODY, Optional.empty());
    callers.put(MEMBER, Optional.of(service.person()));
    permissions.forEach(name -> callers.put(name, Optional.of(service.holder(name))));
    callers.put(ADMIN, Optional.of(service.admin()));
    all.forEach(name -> callers.put(LIMITED + name, Optional.of(service.admin().scoped(name))));
    callers.put(DISABLED, Optional.of(disabled));
    String mine = "/api/v1/users/me/api-keys";
    String accounts = "/api/v1/service-accounts/";
    long account = account("admin");
    for (String name : all) {
      callers.put(KEY + name, by(key(mine, name)));
      Answer accountKey = key(accounts + account + "/api-keys", name);
      callers.put(ACCOUNT_KEY + name, by(accountKey));
      callers.put(ACCOUNT_TOKEN + name, Optional.of(byToken(account, accountKey, name)));
    }
    Answer expired = key(mine, "jobs:read");
    TestDatabase.execute(
        service.database(),
        "update api_key set expires_at = '2000-01-01T00:00:00Z' where id = " + expired.id());
    callers.put(EXPIRED_KEY, by(expired));
    long other = account("admin");
    callers.put(DISABLED_KEY, by(key(accounts + other + "/api-keys", "jobs:read")));
    root.patch(accounts + other).json("is_active", false).answer().expect(200);
    verifyAddresses();
  }

  /** So that no rule of a feature refuses a caller for want of a verified address. */
  private void verifyAddresses() {
    String ids =
        callers.values().stream()
            .flatMap(Optional::stream)
            .map(caller -> Long.toString(caller.id()))
            .collect(Collectors.joining(","));
    TestDatabase.execute(
        service.database(), "update app_user set email_verified = true where id in (" + ids + ")");
  }

  private long account(String role) {
    return root.post("/api/v1/service-accounts")
        .json("name", Service.newName(), "roles", List.of(role))
        .answer()
        .expect(201)
        .id();
  }

  private Answer key(String path, String scope) {
    Call call = root.post(path);
    return (path.contains("/me/")
            ? call.json("name", "k", "scopes", List.of(scope), "current_password", Person.PASSWORD)
            : call.json("name", "k", "scopes", List.of(scope)))
        .answer()
        .expect(201);
  }

  private Person byToken(long account, Answer key, String scope) {
    Answer tokens =
        service
            .post("/oauth2/token")
            .form(
                "grant_type",
                "client_credentials",
                "client_id",
                "sa-" + account,
                "client_secret",
                key.text("key"),
                "scope",
                scope)
            .answer()
            .expect(200);
    return root.with(new Person.Tokens(tokens.text("access_token"), ""));
  }

  private Optional<Person> by(Answer key) {
    return Optional.of(root.with(new Person.Tokens(key.text("key"), "")));
  }

  @Test
  void everyRouteLetsInWhomItsAnnotationLetsIn() {
    List<String> deviations = new ArrayList<>();
    int tried = 0;
    for (String caller : callers.keySet()) {
      for (Route route : signOutLast()) {
        Answer answer = call(route, caller).answer();
        tried++;
        if (!outcome(route, answer).equals(expected(route, caller))) {
          deviations.add(
              "%s %s for %s: %s instead of %s"
                  .formatted(
                      route.verb(),
                      route.path(),
                      caller,
                      answer.outcome(),
                      expected(route, caller)));
        }
      }
    }

    System.out.printf(
        "%d routes x %d callers: %d requests%n", routes.size(), callers.size(), tried);
    assertThat(deviations)
        .as(
            "What the annotation says is not what the route answers. Correct the annotation or what"
                + " the method checks. If the AccessRule of a feature refuses callers who hold the"
                + " permission: give every caller in the constructor what it asks for, or return its"
                + " answer from `expected` for this route, such as \"403 email_unverified\".")
        .isEmpty();
    assertThat(permissions).hasSizeGreaterThan(10);
    assertThat(tried).isEqualTo(routes.size() * callers.size()).isGreaterThan(700);
  }

  /** So that no route is tried by an annotation which clients do not see. */
  @Test
  void theDescriptionOfTheApiNamesThePermissionsOfEveryRoute() {
    JsonNode paths = OpenApiContract.api().document().path("paths");
    int described = 0;
    for (JsonNode path : paths) {
      described += path.size();
    }
    assertThat(described).isEqualTo(routes.size());
    for (Route route : routes) {
      JsonNode operation = paths.path(route.path()).path(route.verb().toLowerCase(Locale.ROOT));
      Set<String> named = new TreeSet<>();
      operation
          .path("security")
          .findValues("bearer")
          .forEach(list -> list.forEach(name -> named.add(name.asText())));

      assertThat(named)
          .as(route.verb() + " " + route.path())
          .isEqualTo(new TreeSet<>(route.policy().permissions()));
      route
          .policy()
          .permissionsForMore()
          .forEach(name -> assertThat(operation.path("description").asText()).contains(name));
    }
  }

  @Test
  void whoeverIsExemptFromALimitIsSoByAPermissionThatExists() {
    assertThat(routes.stream().map(route -> route.method().getAnnotation(RateLimited.class)))
        .filteredOn(Objects::nonNull)
        .isNotEmpty()
        .extracting(RateLimited::exempt)
        .isSubsetOf(permissions);
  }

  private List<Route> signOutLast() {
    List<Route> ordered = new ArrayList<>(routes);
    ordered.sort((one, other) -> Boolean.compare(signsOut(one), signsOut(other)));
    return ordered;
  }

  private static boolean signsOut(Route route) {
    return route.path().equals("/api/v1/auth/logout");
  }

  private String expected(Route route, String caller) {
    Token token = route.policy().token();
    if (token == Token.IGNORED) {
      return LET_IN;
    }
    if (REFUSED.contains(caller)) {
      return INVALID;
    }
    Class<? extends Caller> kind = route.policy().callerKind();
    boolean isAccount = caller.startsWith(ACCOUNT_KEY) || caller.startsWith(ACCOUNT_TOKEN);
    if (kind == Caller.ServiceAccount.class && !isAccount) {
      return caller.equals(NOBODY) ? "401 invalid_client" : FORBIDDEN;
    }
    if (isAccount && kind != Caller.class && kind != Caller.ServiceAccount.class) {
      return PERSON_REQUIRED;
    }
    if (caller.startsWith(KEY) && kind == Caller.SignedInPerson.class) {
      return FORBIDDEN;
    }
    Optional<String> scope =
        Stream.of(LIMITED, KEY, ACCOUNT_KEY, ACCOUNT_TOKEN)
            .filter(caller::startsWith)
            .map(prefix -> caller.substring(prefix.length()))
            .findFirst();
    boolean isLimited = scope.isPresent();
    if (isLimited ? isInScope(route, scope.get()) : holds(route, caller)) {
      return LET_IN;
    }
    String refused = isLimited ? INSUFFICIENT : FORBIDDEN;
    return switch (route.verb() + " " + route.path()) {
      case "GET /api/v1/products/{id}" -> "404 not_found";
      case "POST /api/v1/users" -> refused;
      default -> caller.equals(NOBODY) ? UNAUTHENTICATED : refused;
    };
  }

  private static boolean holds(Route route, String caller) {
    return caller.equals(ADMIN)
        || isCheckedBy(route, caller)
        || (!caller.equals(NOBODY) && isOfEverybody(route));
  }

  private static boolean isInScope(Route route, String permission) {
    return isCheckedBy(route, permission)
        || (route.policy().permissions().isEmpty()
            && route.policy().permissionsForMore().isEmpty());
  }

  private static boolean isCheckedBy(Route route, String permission) {
    return route.policy().permissions().contains(permission)
        || route.policy().permissionsForMore().contains(permission);
  }

  private static boolean isOfEverybody(Route route) {
    List<String> names = route.policy().permissions();
    return names.isEmpty()
        ? route.policy().permissionsForMore().isEmpty()
        : names.stream().anyMatch(name -> name.startsWith("me:"));
  }

  private static String outcome(Route route, Answer answer) {
    boolean isRefused = Set.of(401, 403).contains(answer.status());
    boolean isHidden = answer.status() == 404 && readsProduct(route);
    boolean isBroken = answer.status() >= 500 && !answer.outcome().equals("503 unavailable");
    return isRefused || isHidden || isBroken ? answer.outcome() : LET_IN;
  }

  private static boolean readsProduct(Route route) {
    return route.verb().equals("GET") && route.path().equals("/api/v1/products/{id}");
  }

  /** It asks for what the route's permission is about, and changes nothing that is there. */
  private Call call(Route route, String caller) {
    String path = route.path();
    boolean isUser = route.verb().equals("GET") && path.equals("/api/v1/users/{id}");
    String id = isUser ? "" + stranger.id() : readsProduct(route) ? "" + inactive : "999999999";
    String asked =
        path.replace("{id}", id)
            .replace("{kid}", "999999999")
            .replace("{sid}", "0f8fad5b-d9cb-469f-a165-70867728950e")
            .replaceAll("\\{[a-z]+}", "none");
    return withBody(route, send(route, caller, asked));
  }

  private Call send(Route route, String caller, String path) {
    String asked =
        route.verb().equals("GET") && path.equals("/api/v1/products")
            ? path + "?is_active=false"
            : path;
    @Nullable Person person = callers.getOrDefault(caller, Optional.empty()).orElse(null);
    Call call =
        switch (route.verb()) {
          case "POST" -> service.post(asked);
          case "PUT" -> service.put(asked);
          case "PATCH" -> service.patch(asked);
          case "DELETE" -> service.delete(asked);
          default -> service.get(asked);
        };
    return person == null ? call : call.bearer(person.tokens().access());
  }

  private static Call withBody(Route route, Call call) {
    if (!route.policy().readsBody()) {
      return call;
    }
    List<String> types = MediaTypes.consumed(route.method());
    if (!types.contains(MediaType.APPLICATION_JSON)) {
      return call.body(types.get(0), "nonsense\n1\n");
    }
    return route.path().equals("/api/v1/users") && route.verb().equals("POST")
        ? call.json(
            "email",
            Service.newEmail(),
            "full_name",
            "N",
            "password",
            Person.PASSWORD,
            "is_active",
            true)
        : call.json("nonsense", 1);
  }
}
