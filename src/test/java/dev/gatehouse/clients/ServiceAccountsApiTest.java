package dev.gatehouse.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceAccountsApiTest {
  private static final String ACCOUNTS = "/api/v1/service-accounts";
  private static final String ROLES = "/api/v1/roles";
  private static final String FORBIDDEN = "403 forbidden";
  private static final String TOO_LATE = "412 precondition_failed";

  private final Service service = Service.shared();
  private final Person ann = service.admin();
  private final String name = Service.newName();

  @Test
  void anAccountIsAddedReadChangedAndDeleted() {
    String role = service.role("products:write");

    Answer added =
        post(
                "name",
                "  " + name + "\u200b",
                "description",
                "Imports",
                "roles",
                List.of(role, "member", "admin", role),
                "contact_email",
                " Ops@Example.com ")
            .expect(201);

    String path = ACCOUNTS + "/" + added.id();
    assertThat(added.header("Location")).isEqualTo(path);
    assertThat(added.text("name")).isEqualTo(name);
    assertThat(added.text("description")).isEqualTo("Imports");
    assertThat(roles(added)).containsExactlyInAnyOrder("admin", role).isSorted();
    assertThat(added.text("contact_email")).isEqualTo("ops@example.com");
    assertThat(added.flag("is_active")).isTrue();
    assertThat(added.json().path("jwks").toString()).isEqualTo("{\"keys\":[]}");
    Answer read = ann.get(path).answer().expect(200);
    assertThat(read.body()).isEqualTo(added.body());
    assertThat(read.header("ETag")).isEqualTo(added.header("ETag"));

    Answer changed =
        ann.patch(path)
            .json("description", "Other", "roles", List.of(), "is_active", false)
            .answer()
            .expect(200);
    assertThat(changed.text("name")).isEqualTo(name);
    assertThat(changed.text("description")).isEqualTo("Other");
    assertThat(roles(changed)).isEmpty();
    assertThat(changed.flag("is_active")).isFalse();
    assertThat(ann.patch(path).json().answer().expect(200).header("ETag"))
        .isEqualTo(changed.header("ETag"));

    Answer emptied =
        ann.patch(path)
            .json(
                "description",
                null,
                "contact_email",
                null,
                "roles",
                null,
                "jwks",
                null,
                "is_active",
                null)
            .answer()
            .expect(200);
    assertThat(emptied.text("description")).isEmpty();
    assertThat(emptied.json().path("contact_email").isNull()).isTrue();
    assertThat(emptied.flag("is_active")).isTrue();
    assertThat(ann.patch(path).json("name", null).answer().fields()).containsExactly("name");

    ann.delete(path).answer().expect(204);
    for (Call call : List.of(ann.get(path), ann.patch(path).json(), ann.delete(path))) {
      assertThat(call.answer().outcome()).isEqualTo("404 not_found");
    }
    post("name", name).expect(201);
  }

  @Test
  void aNameBelongsToOneAccount() {
    String other = Service.newName();
    post("name", name).expect(201);
    String path = ACCOUNTS + "/" + post("name", other).expect(201).id();

    assertThat(post("name", name).fields()).containsExactly("name");
    assertThat(ann.patch(path).json("name", name).answer().fields()).containsExactly("name");
    ann.patch(path).json("name", other).answer().expect(200);
    List<Answer> answers =
        service.atOnce(20, n -> ann.post(ACCOUNTS).json("name", name + " at once"));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", "422 validation");
  }

  @Test
  void aBadAccountIsRefusedByItsFields() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add("r" + i);
    }
    Map<String, List<Object>> bad =
        Map.of(
            "name", List.of("", " ", 5, "a\u0000b", "a\nb", "x".repeat(101)),
            "description", List.of(5, "x".repeat(1001)),
            "roles", List.of("admin", List.of(5), List.of("no-such-role"), many),
            "contact_email", List.of("nobody", "", 5),
            "password", List.of("Abcdefgh12345"),
            "is_active", List.of("yes"));
    bad.forEach(
        (member, values) -> {
          for (Object value : values) {
            Map<String, Object> body = new HashMap<>(Map.of("name", Service.newName()));
            body.put(member, value);
            assertThat(ann.post(ACCOUNTS).json(pairs(body)).answer().fields())
                .as(member + " " + value)
                .containsExactly(member);
          }
        });
    assertThat(post().fields()).containsExactly("name");
    assertThat(
            ann.post(ACCOUNTS)
                .json("name", name, "jwks", null, "description", null)
                .answer()
                .fields())
        .containsExactlyInAnyOrder("jwks", "description");
  }

  @Test
  void publicKeysAreShownAsTheyWereSent() {
    String set =
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"one\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"BB\"},"
            + "{\"use\":\"sig\",\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[\"MII=\"]},"
            + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"CC\",\"ext\":true,\"iat\":1.5}]}";

    Answer added =
        ann.post(ACCOUNTS)
            .body("application/json", "{\"name\":\"" + name + "\",\"jwks\":" + set + "}")
            .answer()
            .expect(201);

    assertThat(added.body()).contains("\"jwks\":" + set);
    String path = ACCOUNTS + "/" + added.id();
    assertThat(ann.get(path).answer().body()).isEqualTo(added.body());
    String other = set.replace("one", "two");
    Answer changed =
        ann.patch(path)
            .body("application/merge-patch+json", "{\"jwks\":" + other + "}")
            .answer()
            .expect(200);
    assertThat(changed.body()).contains(other);
  }

  @Test
  void onlyTenPublicKeysAreTaken() {
    Map<String, String> good = ec("crv", "P-256");
    List<Object> sets = new ArrayList<>(List.of("x", List.of(1), Map.of(), Map.of("keys", "x")));
    sets.add(Map.of("keys", List.of(), "others", List.of()));
    sets.add(set("x"));
    sets.add(set(Map.of()));
    sets.add(set(Map.of("kty", "oct")));
    sets.add(set(Map.of("kty", "EC", "crv", "P-256", "x", "AA")));
    sets.add(set(Map.of("kty", "RSA", "n", "AA", "e", 65537)));
    sets.add(set(Map.of("kty", "OKP", "crv", "Ed25519", "x", "A+/=")));
    sets.add(set(ec("kid", "one"), ec("kid", "one")));
    sets.add(set(Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "BB", "kid", 1)));
    sets.add(set(ec("more", "x".repeat(16 * 1024))));
    sets.add(set(ec("more", "a\u0000b")));
    sets.add(set(ec("mo\u0000re", "x")));
    sets.add(Map.of("keys", Collections.nCopies(11, good)));
    for (Object set : sets) {
      assertThat(post("name", name, "jwks", set).fields())
          .as(set.toString())
          .containsExactly("jwks");
    }

    long id =
        post("name", name, "jwks", Map.of("keys", Collections.nCopies(10, good))).expect(201).id();
    for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
      Answer refused =
          ann.patch(ACCOUNTS + "/" + id).json("jwks", set(good, ec(secret, "AA"))).answer();
      assertThat(refused.fields()).containsExactly("jwks");
      assertThat(refused.body()).contains("keys[1]", "secret member " + secret + ";");
    }
  }

  @Test
  void theListIsPagedById() {
    long first = post("name", name).id();
    long second = post("name", name + " 2").id();
    List<String> found = new ArrayList<>();
    String next = ACCOUNTS + "?limit=1";
    while (!next.isEmpty()) {
      Answer page = ann.get(next).answer().expect(200);
      found.addAll(page.each("id"));
      String cursor = page.text("next_cursor");
      next = cursor.equals("null") ? "" : ACCOUNTS + "?limit=3&cursor=" + cursor;
    }

    assertThat(found).containsSubsequence("" + first, "" + second).doesNotHaveDuplicates();
    assertThat(ann.get(ACCOUNTS + "?sort=-id&limit=100").answer().each("id"))
        .containsSubsequence("" + second, "" + first);
    assertThat(ann.get(ACCOUNTS + "?sort=name").answer().fields()).containsExactly("sort");
  }

  @Test
  void aStaleTagStopsAChangeAndADeletion() {
    Answer added = post("name", name);
    String old = added.header("ETag");
    String path = ACCOUNTS + "/" + added.id();
    assertThat(ann.get(path).header("If-None-Match", old).answer().status()).isEqualTo(304);
    ann.patch(path).ifMatch(old).json("description", "x").answer().expect(200);

    assertThat(ann.patch(path).ifMatch(old).json("description", "y").answer().outcome())
        .isEqualTo(TOO_LATE);
    assertThat(ann.delete(path).ifMatch(old).answer().outcome()).isEqualTo(TOO_LATE);
    assertThat(ann.get(path).answer().text("description")).isEqualTo("x");
    ann.delete(path).ifMatch("*").answer().expect(204);
  }

  @Test
  void aRepeatedPostWithItsKeyAddsOneAccount() {
    Call call = ann.post(ACCOUNTS).header("Idempotency-Key", name).json("name", name);

    assertThat(call.answer().expect(201).body()).isEqualTo(call.answer().expect(201).body());
  }

  @Test
  void eachChangeIsRecorded() {
    String role = service.role();
    long id = post("name", name, "roles", List.of(role)).expect(201).id();
    String path = ACCOUNTS + "/" + id;
    Call change =
        ann.patch(path)
            .json(
                "roles",
                List.of("admin"),
                "contact_email",
                "ops@example.com",
                "jwks",
                set(ec("kid", "one")),
                "is_active",
                false);
    change.answer().expect(200);
    change.answer().expect(200);
    ann.delete(path).answer().expect(204);

    Answer trail = ann.get("/api/v1/audit?target=service_account:" + id).answer();
    assertThat(trail.each("action"))
        .containsExactly("client.deleted", "client.updated", "client.created");
    JsonNode changes = trail.json().at("/items/1/detail/changes");
    assertThat(changes.at("/roles/from/0").asText()).isEqualTo(role);
    assertThat(changes.at("/roles/to/0").asText()).isEqualTo("admin");
    assertThat(changes.at("/is_active/to").asBoolean(true)).isFalse();
    assertThat(changes.path("contact_email")).isEmpty();
    assertThat(changes.path("jwks")).isEmpty();
    assertThat(changes.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("roles", "is_active", "contact_email", "jwks");
    assertThat(trail.json().at("/items/2/detail/name").asText()).isEqualTo(name);
    assertThat(trail.json().at("/items/2/detail/roles/0").asText()).isEqualTo(role);
  }

  @Test
  void nobodyGivesAnAccountWhatHeDoesNotHold() {
    String own = service.role("clients:write", "jobs:read");
    String less = service.role("jobs:read");
    String more = service.role("products:write");
    Person keeper = service.person();
    service.give(keeper, own);

    for (List<String> beyond : List.of(List.of("admin"), List.of(more), List.of(own, more))) {
      Answer refused = keeper.post(ACCOUNTS).json("name", name, "roles", beyond).answer();
      assertThat(refused.outcome()).isEqualTo(FORBIDDEN);
      assertThat(refused.text("detail")).containsAnyOf("the role admin", "products:write");
    }
    long id =
        keeper.post(ACCOUNTS).json("name", name, "roles", List.of(own)).answer().expect(201).id();
    String path = ACCOUNTS + "/" + id;
    for (String beyond : List.of("admin", more)) {
      assertThat(keeper.patch(path).json("roles", List.of(beyond)).answer().outcome())
          .isEqualTo(FORBIDDEN);
    }
    keeper.patch(path).json("roles", List.of(less)).answer().expect(200);
    keeper.delete(path).answer().expect(204);
  }

  @Test
  void nobodyTouchesAnAccountThatHoldsMore() {
    Person keeper = service.holder("clients:write");
    for (String stronger : List.of("admin", service.role("products:write"))) {
      Answer added = post("name", Service.newName(), "roles", List.of(stronger));
      String path = ACCOUNTS + "/" + added.id();
      List<Call> calls =
          List.of(
              keeper.patch(path).json(),
              keeper.patch(path).json("name", name),
              keeper.patch(path).json("roles", List.of()),
              keeper.patch(path).json("is_active", false),
              keeper.patch(path).json("jwks", set(ec("kid", "one"))),
              keeper.patch(path).ifMatch("\"old\"").json("description", "x"),
              keeper.delete(path));
      for (Call call : calls) {
        assertThat(call.answer().outcome()).isEqualTo(FORBIDDEN);
      }
      assertThat(keeper.get(path).answer().expect(200).body()).isEqualTo(added.body());
    }
    assertThat(keeper.patch(ACCOUNTS + "/999999999999").json().answer().outcome())
        .isEqualTo("404 not_found");
  }

  @Test
  void whoLosesThePermissionMeanwhileAddsAndChangesNothing() {
    String role = service.role("clients:write");
    Person keeper = service.person();
    service.give(keeper, role);
    String path = ACCOUNTS + "/" + post("name", name).id();
    try (OpenTransaction change =
        OpenTransaction.running(
            service.database(),
            "update app_user set roles = '{}', version = version + 1 where id = " + keeper.id())) {
      List<CompletableFuture<Answer>> answers =
          List.of(
              later(keeper.post(ACCOUNTS).json("name", name + " 2")),
              later(keeper.patch(path).json("description", "x")),
              later(keeper.delete(path)));
      change.awaitWaiters(2);
      change.commit();

      assertThat(answers).extracting(answer -> answer.join().outcome()).containsOnly(FORBIDDEN);
    }
    assertThat(ann.get(path).answer().expect(200).text("description")).isEmpty();
  }

  @Test
  void aRoleThatAnAccountHasStaysUnlessItIsTakenFromAll() {
    String role = service.role("jobs:read");
    Person bob = service.person();
    service.give(bob, role);
    Answer added = post("name", name, "roles", List.of("admin", role));
    String path = ACCOUNTS + "/" + added.id();

    Answer refused = ann.delete(ROLES + "/" + role).answer();
    assertThat(refused.outcome()).isEqualTo("409 role_in_use");
    assertThat(refused.text("detail")).contains(": 2.");
    assertThat(
            service
                .holder("roles:write", "jobs:read")
                .delete(ROLES + "/" + role + "?force=true")
                .answer()
                .outcome())
        .isEqualTo(FORBIDDEN);

    ann.delete(ROLES + "/" + role + "?force=true").answer().expect(204);

    Answer changed = ann.get(path).answer();
    assertThat(roles(changed)).containsExactly("admin");
    assertThat(changed.header("ETag")).isNotEqualTo(added.header("ETag"));
    assertThat(ann.get(bob.path()).answer().json().path("roles")).isEmpty();
    JsonNode entry =
        ann.get("/api/v1/audit?action=client.updated&target=service_account:" + added.id())
            .answer()
            .json()
            .path("items");
    assertThat(entry).hasSize(1);
    assertThat(entry.at("/0/detail/changes/roles/from")).hasSize(2);
    assertThat(entry.at("/0/detail/changes/roles/to/0").asText()).isEqualTo("admin");
  }

  @Test
  void aRoleThatIsDeletedWhileItIsGivenIsNoAccounts() {
    for (int round = 0; round < 3; round++) {
      String role = service.role();
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        paths.add(ACCOUNTS + "/" + post("name", Service.newName()).id());
      }

      List<Answer> answers =
          service.atOnce(
              9,
              n ->
                  n == 4
                      ? ann.delete(ROLES + "/" + role + "?force=true")
                      : ann.patch(paths.get(n > 4 ? n - 1 : n)).json("roles", List.of(role)));

      assertThat(answers).extracting(Answer::outcome).isSubsetOf("200", "204", "422 validation");
      answers.get(4).expect(204);
      for (String path : paths) {
        assertThat(roles(ann.get(path).answer())).isEmpty();
      }
    }
  }

  @Test
  void whoMayNotWriteThemReadsNone() {
    String path = ACCOUNTS + "/" + post("name", name).id();
    Person other = service.holder("users:write", "roles:write");

    for (Call call :
        List.of(
            other.get(ACCOUNTS),
            other.get(path),
            other.get(ACCOUNTS + "/999999999999"),
            other.post(ACCOUNTS).json(),
            other.patch(path).json("zzz", 1),
            other.delete(path))) {
      assertThat(call.answer().outcome()).isEqualTo(FORBIDDEN);
    }
    assertThat(service.get(path).answer().outcome()).isEqualTo("401 unauthenticated");
    for (String id : List.of("0", "-1", "x", "999999999999")) {
      assertThat(ann.get(ACCOUNTS + "/" + id).answer().outcome()).isEqualTo("404 not_found");
    }
  }

  private static CompletableFuture<Answer> later(Call call) {
    return CompletableFuture.supplyAsync(call::answer);
  }

  private static Map<String, String> ec(String member, String value) {
    Map<String, String> key =
        new HashMap<>(Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "BB"));
    key.put(member, value);
    return key;
  }

  private static Map<String, Object> set(Object... keys) {
    return Map.of("keys", List.of(keys));
  }

  private static Object[] pairs(Map<String, Object> members) {
    List<Object> pairs = new ArrayList<>();
    members.forEach(
        (member, value) -> {
          pairs.add(member);
          pairs.add(value);
        });
    return pairs.toArray();
  }

  private Answer post(@Nullable Object... members) {
    return ann.post(ACCOUNTS).json(members).answer();
  }

  private static List<String> roles(Answer answer) {
    List<String> names = new ArrayList<>();
    answer.json().path("roles").forEach(each -> names.add(each.asText()));
    return names;
  }
}
