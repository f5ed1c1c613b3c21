package dev.gatehouse.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysApiTest {
  private static final String ACCOUNTS = "/api/v1/service-accounts";
  private static final String MINE = "/api/v1/users/me/api-keys";
  private static final String REFUSED = "401 invalid_token";

  private final SettableClock clock = SettableClock.ofToday();
  private final Service service =
      Service.startOn(
          TestDatabase.migrated(), clock, "APP_TRUSTED_PROXIES", "127.0.0.1", "APP_LIMITS", "on");
  private final Service other =
      Service.startOn(
          service.database(), clock, "APP_TRUSTED_PROXIES", "127.0.0.1", "APP_LIMITS", "on");
  private Person ann;

  @BeforeEach
  void signIn() {
    // of the limits, those of keys before
    clock.advance(Duration.ofMinutes(16));
    ann = service.admin();
  }

  @AfterAll
  void stop() {
    other.close();
    service.close();
  }

  @Test
  void aKeyActsForItsServiceAccountWithinItsScopes() {
    Answer account = account("admin");
    String key = key(account, "products:write").text("key");

    Answer added = with(key, service.post(ProductFixtures.PATH)).json(product()).answer();
    assertThat(added.expect(201).id()).isPositive();
    assertThat(with(key, service.get("/api/v1/jobs")).answer().outcome())
        .isEqualTo("403 insufficient_scope");
    assertThat(with(key, service.get("/api/v1/jobs")).answer().header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\"");
    assertThat(with(key, service.get("/api/v1/users/me")).answer().outcome())
        .isEqualTo("403 person_required");
    assertThat(with(key, service.post("/api/v1/auth/logout")).answer().outcome())
        .isEqualTo("403 person_required");

    Answer entry = newest("product.created");
    assertThat(entry.json().at("/items/0/actor_type").textValue()).isEqualTo("service_account");
    assertThat(entry.json().at("/items/0/actor_id").textValue()).isEqualTo("sa-" + account.id());
    assertThat(entry.json().at("/items/0/actor_key_id").isIntegralNumber()).isTrue();
    assertThat(
            ann.get("/api/v1/audit?action=product.created&actor=sa-" + account.id())
                .answer()
                .expect(200)
                .json()
                .at("/items")
                .size())
        .isEqualTo(1);
    assertThat(service.log()).contains("\"service_account_id\":" + account.id());
  }

  @Test
  void aKeyIsWorthNoMoreThanItsOwnerHasNow() {
    String role = service.role("products:write");
    Answer account = account(role);
    String key = key(account, "products:write", "jobs:read").text("key");

    assertThat(post(key).status()).isEqualTo(201);
    assertThat(with(key, service.get("/api/v1/jobs")).answer().outcome())
        .isEqualTo("403 forbidden");
    ann.patch(ACCOUNTS + "/" + account.id()).json("roles", List.of()).answer().expect(200);
    assertThat(post(key).outcome()).isEqualTo("403 forbidden");
  }

  @Test
  void aKeyEndsAtOnceOnAllNodesAndDoesNotComeBack() {
    Answer account = account("admin");
    String path = ACCOUNTS + "/" + account.id();
    Answer ended = key(account, "jobs:read");
    Answer expiring = key(account, "jobs:read");
    assertThat(jobs(ended.text("key"), other).status()).isEqualTo(200);

    ann.delete(path + "/api-keys/" + ended.id()).answer().expect(204);
    assertThat(jobs(ended.text("key"), other).outcome()).isEqualTo(REFUSED);
    assertThat(ann.delete(path + "/api-keys/" + ended.id()).answer().outcome())
        .isEqualTo("404 not_found");

    clock.advance(Duration.ofDays(91));
    Person later = ann.signedIn();
    assertThat(jobs(expiring.text("key"), service).outcome()).isEqualTo(REFUSED);

    String last = key(later, account, "jobs:read").text("key");
    later.patch(path).json("is_active", false).answer().expect(200);
    assertThat(jobs(last, other).outcome()).isEqualTo(REFUSED);
    later.patch(path).json("is_active", true).answer().expect(200);
    assertThat(jobs(last, other).outcome()).isEqualTo(REFUSED);
  }

  @Test
  void anAccountThatIsNotActiveGetsNoKey() {
    Answer account = account("admin");
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    Answer key = key(account, "jobs:read");
    // unlike the service, this leaves the key
    TestDatabase.execute(
        service.database(),
        "update service_account set is_active = false where id = " + account.id());

    assertThat(made(ann, keys, null).outcome()).isEqualTo("409 account_inactive");
    assertThat(ann.post(keys + "/" + key.id() + "/rotate").answer().outcome())
        .isEqualTo("409 account_inactive");
    assertThat(ann.post(keys + "/987654/rotate").answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.get(keys).answer().expect(200).json().at("/items")).hasSize(1);
    ann.patch(ACCOUNTS + "/" + account.id()).json("is_active", true).answer().expect(200);
    made(ann, keys, null).expect(201);
  }

  @Test
  void aRotatedKeyWorksUntilTheOverlapIsOver() {
    Answer account = account("admin");
    String path = ACCOUNTS + "/" + account.id() + "/api-keys/";
    Answer first = key(account, "jobs:read");

    Answer next = ann.post(path + first.id() + "/rotate?overlap=1h").answer().expect(201);
    assertThat(next.header("Location")).isEqualTo(path + next.id());
    assertThat(next.json().get("scopes")).isEqualTo(first.json().get("scopes"));
    assertThat(next.text("expires_at")).isEqualTo(first.text("expires_at"));
    assertThat(jobs(first.text("key"), other).status()).isEqualTo(200);
    assertThat(jobs(next.text("key"), other).status()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(59));
    assertThat(jobs(first.text("key"), other).status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(jobs(first.text("key"), other).outcome()).isEqualTo(REFUSED);
    assertThat(jobs(next.text("key"), other).status()).isEqualTo(200);

    Person later = ann.signedIn();
    for (String overlap : List.of("8d", "-1h", "1e9d", "banana", "25h0", "")) {
      assertThat(later.post(path + next.id() + "/rotate?overlap=" + overlap).answer().fields())
          .as(overlap)
          .containsExactly("overlap");
    }
    String now = later.post(path + next.id() + "/rotate?overlap=0s").answer().text("key");
    assertThat(jobs(next.text("key"), service).outcome()).isEqualTo(REFUSED);
    assertThat(jobs(now, service).status()).isEqualTo(200);
  }

  @Test
  void wrongKeysAreHeldUpAndRightOnesNever() {
    String right = key(account("admin"), "jobs:read").text("key");
    String malformed = right.substring(0, right.length() - 1) + (right.endsWith("A") ? 'B' : 'A');
    double before = refused();
    for (int i = 0; i < 110; i++) {
      assertThat(jobs(malformed, service).outcome()).isEqualTo(REFUSED);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(jobs(ApiKeyText.random(), i % 2 == 0 ? service : other).outcome())
          .isEqualTo(REFUSED);
    }
    assertThat(jobs(ApiKeyText.random(), service).outcome()).isEqualTo("429 too_many_requests");
    assertThat(jobs(right, service).status()).isEqualTo(200);
    assertThat(refused()).isEqualTo(before + 161);
  }

  @Test
  void aKeyWorksFromItsNetworksOnly() {
    Answer account = account("admin");
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    Answer made =
        ann.post(keys)
            .json(
                "name",
                "k",
                "scopes",
                List.of("jobs:read"),
                "networks",
                List.of("203.0.113.0/24", "2001:db8::/32"))
            .answer()
            .expect(201);
    String key = made.text("key");

    assertThat(from("203.0.113.9", key).status()).isEqualTo(200);
    assertThat(from("2001:db8::5", key).status()).isEqualTo(200);
    assertThat(from("203.0.114.1", key).outcome()).isEqualTo(REFUSED);
    assertThat(from("203.0.114.1", key).outcome()).isEqualTo(REFUSED);
    assertThat(count("apikey.used_from_new_network", made)).isEqualTo(2);
    assertThat(count("apikey.refused", made)).isEqualTo(1);
    assertThat(from("203.0.113.10", key).status()).isEqualTo(200);
    assertThat(count("apikey.used_from_new_network", made)).isEqualTo(2);

    Answer shown = ann.get(keys).answer().expect(200);
    assertThat(shown.json().at("/items/0/last_used_ip").textValue()).isEqualTo("203.0.113.9");
    assertThat(shown.json().at("/items/0/last_used_at").textValue()).isNotNull();
    assertThat(shown.body()).doesNotContain(key.substring(12));
    for (Object bad : List.of(List.of("nonsense"), List.of("10.0.0.0/33"), "10.0.0.0/8")) {
      assertThat(
              ann.post(keys)
                  .json("name", "k", "scopes", List.of("jobs:read"), "networks", bad)
                  .answer()
                  .fields())
          .allMatch(field -> field.startsWith("networks"));
    }
  }

  @Test
  void aPersonMakesKeysWithProofAndWithin() {
    Person bob = service.holder("products:write");
    Answer made = mine(bob, Person.PASSWORD, "me:read", "products:write").expect(201);
    String key = made.text("key");

    assertThat(mine(bob, "wrong", "me:read").outcome()).isEqualTo("403 wrong_password");
    assertThat(mine(bob, Person.PASSWORD, "jobs:read").outcome()).isEqualTo("403 forbidden");
    assertThat(mine(bob, Person.PASSWORD, "nothing:ever").fields()).containsExactly("scopes");
    assertThat(
            with(key, service.get("/api/v1/users/me"))
                .answer()
                .expect(200)
                .json()
                .get("permissions")
                .toString())
        .isEqualTo("[\"me:read\",\"products:write\"]");
    assertThat(
            with(key, service.patch("/api/v1/users/me")).json("full_name", "No").answer().outcome())
        .isEqualTo("403 insufficient_scope");
    assertThat(post(key).status()).isEqualTo(201);
    assertThat(with(key, service.post("/api/v1/auth/logout")).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(newest("apikey.created").json().at("/items/0/actor_id").longValue())
        .isEqualTo(bob.id());
  }

  @Test
  void aKeyProvesNothingAndMakesNoKeys() {
    String key = mine(ann, Person.PASSWORD, "me:read", "me:write", "clients:write").text("key");
    Answer account = account("admin");
    String machine = key(account, "clients:write").text("key");

    for (String path :
        List.of(
            MINE,
            "/api/v1/users/me/delete",
            "/api/v1/users/me/email",
            "/api/v1/users/me/mfa/totp")) {
      assertThat(
              with(key, service.post(path))
                  .json("current_password", Person.PASSWORD)
                  .answer()
                  .outcome())
          .as(path)
          .isEqualTo("403 forbidden");
    }
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    assertThat(with(key, service.post(keys)).json().answer().outcome()).isEqualTo("403 forbidden");
    assertThat(with(machine, service.post(keys)).json().answer().outcome())
        .isEqualTo("403 person_required");
    assertThat(with(machine, service.get(keys)).answer().status()).isEqualTo(200);
  }

  @Test
  void aLimitedKeyDoesNotTakeItsOwnerOver() {
    String key = mine(ann, Person.PASSWORD, "users:write", "users:sessions").text("key");

    for (Call call :
        List.of(
            service.patch(ann.path()).json("email", Service.newEmail()),
            service.delete(ann.path() + "/mfa"),
            service.delete(ann.path() + "/sessions"),
            service.delete(ann.path()))) {
      assertThat(with(key, call).answer().outcome()).isEqualTo("403 insufficient_scope");
    }
    assertThat(ann.me().answer().text("email")).isEqualTo(ann.email());
  }

  @Test
  void aKeyGivesNoCredentialsThatOutliveIt() {
    Answer account = account();
    String machine = key(account("admin"), "clients:write").text("key");
    String path = ACCOUNTS + "/" + account.id();
    Answer narrow =
        ann.post(path + "/api-keys")
            .json(
                "name",
                "k",
                "scopes",
                List.of("clients:write"),
                "networks",
                List.of("203.0.113.0/24"))
            .answer()
            .expect(201);

    Map<String, Object> none = Map.of("keys", List.of());
    assertThat(with(machine, service.patch(path)).json("jwks", none).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(
            with(machine, service.post(ACCOUNTS))
                .json("name", Service.newName(), "jwks", none)
                .answer()
                .outcome())
        .isEqualTo("403 forbidden");
    Call wider = service.patch(path + "/api-keys/" + narrow.id()).json("networks", null);
    assertThat(with(machine, wider).answer().outcome()).isEqualTo("403 forbidden");
    Call renamed = service.patch(path + "/api-keys/" + narrow.id()).json("name", "other");
    assertThat(with(machine, renamed).answer().status()).isEqualTo(200);
  }

  @Test
  void aSecondRotationGivesAFullLifeToo() {
    Answer account = account();
    String path = ACCOUNTS + "/" + account.id() + "/api-keys/";
    Answer first = key(account, "jobs:read");

    ann.post(path + first.id() + "/rotate?overlap=1h").answer().expect(201);
    clock.advance(Duration.ofMinutes(5));
    Answer again = ann.post(path + first.id() + "/rotate?overlap=1h").answer().expect(201);

    assertThat(again.text("expires_at"))
        .isEqualTo(UtcTime.format(clock.instant().plus(Duration.ofDays(90))));
  }

  @Test
  void allowingAKeyMoreTakesProof() {
    Answer made = mine(ann, Person.PASSWORD, "me:read", "me:write").expect(201);
    String path = MINE + "/" + made.id();

    assertThat(
            ann.patch(path)
                .json("scopes", List.of("me:read"), "networks", List.of("203.0.113.0/24"))
                .answer()
                .expect(200)
                .json()
                .get("scopes")
                .toString())
        .isEqualTo("[\"me:read\"]");
    for (Object[] wider :
        Stream.of(
                new Object[] {"scopes", List.of("me:read", "me:write")},
                new Object[] {"networks", null},
                new Object[] {"networks", List.of("203.0.112.0/23")})
            .toList()) {
      assertThat(ann.patch(path).json(wider).answer().fields()).containsExactly("current_password");
    }
    ann.patch(path).json("networks", List.of("203.0.113.128/25"), "name", "k").answer().expect(200);
    assertThat(
            ann.patch(path)
                .json("networks", null, "current_password", Person.PASSWORD)
                .answer()
                .expect(200)
                .json()
                .get("networks")
                .toString())
        .isEqualTo("[]");
  }

  @Test
  void theKeysOfADisabledPersonAndOfAResetPasswordEnd() {
    Person bob = service.person();
    Answer made = mine(bob, Person.PASSWORD, "me:read");
    String key = made.text("key");
    ann.patch(bob.path()).json("is_active", false).answer().expect(200);
    ann.patch(bob.path()).json("is_active", true).answer().expect(200);
    assertThat(with(key, service.get("/api/v1/users/me")).answer().outcome()).isEqualTo(REFUSED);
    assertThat(count("apikey.ended", made)).isEqualTo(1);

    Person eve = service.person();
    String old = mine(eve, Person.PASSWORD, "me:read").text("key");
    TestDatabase.execute(
        service.database(), "update app_user set is_active = false where id = " + eve.id());
    TestDatabase.execute(
        service.database(), "update app_user set is_active = true where id = " + eve.id());
    assertThat(with(old, service.get("/api/v1/users/me")).answer().outcome()).isEqualTo(REFUSED);
  }

  @Test
  void aKeyHasABoundedLife() {
    Answer account = account();
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    Instant now = clock.instant();

    assertThat(ends(ann, keys, null)).isEqualTo(UtcTime.format(now.plus(Duration.ofDays(90))));
    assertThat(ends(ann, keys, now.plus(Duration.ofDays(365)).toString())).isNotNull();
    assertThat(ends(ann, keys, "never")).isNull();
    for (String bad :
        List.of(
            now.toString(), now.plus(Duration.ofDays(366)).toString(), "tomorrow", "2027-01-01")) {
      assertThat(made(ann, keys, bad).fields()).as(bad).containsExactly("expires_at");
    }
    assertThat(
            ann.post(MINE)
                .json(
                    "name",
                    "k",
                    "scopes",
                    List.of("me:read"),
                    "expires_at",
                    "never",
                    "current_password",
                    Person.PASSWORD)
                .answer()
                .fields())
        .containsExactly("expires_at");
    assertThat(ann.post(keys).json("name", "k", "scopes", List.of()).answer().fields())
        .containsExactly("scopes");
  }

  @Test
  void ofManyKeysAtOnceNoneIsOneTooMany() {
    Answer account = account();
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    for (int i = 0; i < 95; i++) {
      made(ann, keys, null).expect(201);
    }

    List<Answer> answers =
        service.atOnce(10, i -> ann.post(keys).json("name", "k", "scopes", List.of("jobs:read")));

    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(5);
    assertThat(answers.stream().filter(answer -> answer.status() != 201))
        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo("409 too_many_keys"));
  }

  private static @Nullable String ends(Person who, String keys, @Nullable String expiresAt) {
    return made(who, keys, expiresAt).expect(201).json().get("expires_at").textValue();
  }

  private static Answer made(Person who, String keys, @Nullable String expiresAt) {
    Call call = who.post(keys);
    return (expiresAt == null
            ? call.json("name", "k", "scopes", List.of("jobs:read"))
            : call.json("name", "k", "scopes", List.of("jobs:read"), "expires_at", expiresAt))
        .answer();
  }

  private Answer account(String... roles) {
    return ann.post(ACCOUNTS)
        .json("name", Service.newName(), "roles", List.of(roles))
        .answer()
        .expect(201);
  }

  private Answer key(Answer account, String... scopes) {
    return key(ann, account, scopes);
  }

  private static Answer key(Person who, Answer account, String... scopes) {
    return who.post(ACCOUNTS + "/" + account.id() + "/api-keys")
        .json("name", "nightly", "scopes", List.of(scopes))
        .answer()
        .expect(201);
  }

  private static Answer mine(Person who, String password, String... scopes) {
    return who.post(MINE)
        .json("name", "mine", "scopes", List.of(scopes), "current_password", password)
        .answer();
  }

  private static Call with(String key, Call call) {
    return call.bearer(key);
  }

  private Answer post(String key) {
    return with(key, service.post(ProductFixtures.PATH)).json(product()).answer();
  }

  private static Object[] product() {
    return new Object[] {
      "sku", Service.newName(), "name", "Mug", "unit_amount", 1250, "currency", "EUR"
    };
  }

  private static Answer jobs(String key, Service node) {
    return with(key, node.get("/api/v1/jobs")).answer();
  }

  private Answer from(String address, String key) {
    return with(key, service.get("/api/v1/jobs")).header("X-Forwarded-For", address).answer();
  }

  private double refused() {
    return service
        .metrics()
        .lines()
        .filter(line -> line.startsWith("gatehouse_api_keys_refused_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private Answer newest(String action) {
    return ann.get("/api/v1/audit?limit=1&action=" + action).answer().expect(200);
  }

  private long count(String action, Answer key) {
    return StreamSupport.stream(
            ann.get("/api/v1/audit?limit=100&action=" + action + "&target=apikey:" + key.id())
                .answer()
                .expect(200)
                .json()
                .get("items")
                .spliterator(),
            false)
        .count();
  }
}
