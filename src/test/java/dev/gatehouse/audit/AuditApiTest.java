package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditApiTest {
  private static final String AUDIT = "/api/v1/audit";

  private final Service service = Service.shared();
  private final Person root = service.admin();

  @Test
  void onlyAdministratorsReadIt() {
    assertThat(service.get(AUDIT).answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(service.person().get(AUDIT).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(root.post(AUDIT).json().answer().outcome()).isEqualTo("405 method_not_allowed");
  }

  @Test
  void aSignUpAndASignInAreTheUsersOwnDeeds() {
    Person ann = service.account(Service.newEmail()).signedIn();

    Answer answer = trail("actor=" + ann.id());

    assertThat(answer.each("action")).containsExactlyInAnyOrder("session.created", "user.created");
    JsonNode entry = answer.json().path("items").get(0);
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "at",
            "actor_type",
            "actor_id",
            "actor_key_id",
            "action",
            "target_type",
            "target_id",
            "ip",
            "user_agent",
            "request_id",
            "detail");
    assertThat(entry.path("target_type").asText()).isEqualTo("user");
    assertThat(entry.path("target_id").asText()).isEqualTo(String.valueOf(ann.id()));
    assertThat(entry.path("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(entry.path("user_agent").asText()).startsWith("Java-http-client");
    assertThat(entry.path("detail").isObject()).isTrue();
  }

  @Test
  void aRefusedSignInIsRecordedWithoutTheAddressThatWasTyped() {
    Person ann = service.person();
    String typed = Service.newEmail();

    JsonNode known = only(service.login(ann.email(), "wrong password 1"));
    JsonNode unknown = only(service.login(typed, "wrong password 1"));
    JsonNode again = only(service.login(typed.toUpperCase(java.util.Locale.ROOT), "wrong"));
    JsonNode other = only(service.login(Service.newEmail(), "wrong password 1"));

    assertThat(known.path("action").asText()).isEqualTo("signin.failed");
    assertThat(known.path("detail").toString()).isEqualTo("{\"reason\":\"bad_credentials\"}");
    assertThat(known.path("target_id").asText()).isEqualTo(String.valueOf(ann.id()));
    assertThat(unknown.path("target_type").asText()).isEqualTo("address");
    assertThat(unknown.path("target_id")).isEqualTo(again.path("target_id"));
    assertThat(unknown.path("target_id")).isNotEqualTo(other.path("target_id"));
    assertThat(unknown.toString()).doesNotContain(typed, typed.substring(0, typed.indexOf('@')));
  }

  @Test
  void sessionEndsAreRecordedButRefreshesAreNot() {
    Person ann = service.person();
    Person elsewhere = ann.signedIn();

    assertThat(recorded(ann.refresh())).isEmpty();
    assertThat(actions(ann.delete("/api/v1/users/me/sessions"))).containsExactly("session.ended");
    assertThat(actions(ann.logout())).containsExactly("session.ended");
    assertThat(actions(elsewhere.refresh())).isEmpty();
  }

  @Test
  void aStolenRefreshTokenIsRecordedOnce() {
    Person ann = service.person();
    ann.with(Tokens.of(ann.refresh().answer())).refresh().answer().expect(200);
    service.clock().advance(Duration.ofSeconds(11));

    JsonNode entry = only(ann.refresh());

    assertThat(entry.path("action").asText()).isEqualTo("session.reuse_detected");
    assertThat(entry.path("target_id").asText()).isEqualTo(String.valueOf(ann.id()));
    assertThat(recorded(ann.refresh())).isEmpty();
  }

  @Test
  void anAdministratorsChangesAreRecordedWithWhatTheyChanged() {
    Person ann = service.person();

    JsonNode entry =
        only(root.patch(ann.path()).json("full_name", "Another Name", "is_admin", true));

    assertThat(entry.path("actor_id").asLong()).isEqualTo(root.id());
    assertThat(entry.path("action").asText()).isEqualTo("user.updated");
    assertThat(entry.path("detail").toString())
        .contains("\"full_name\":{}", "\"is_admin\":{")
        .doesNotContain("Another Name", "is_active");
    assertThat(recorded(root.patch(ann.path()).json())).isEmpty();
    assertThat(actions(root.delete(ann.path() + "/sessions"))).containsExactly("session.ended");
  }

  @Test
  void theLifeOfAProductIsRecorded() {
    Call add =
        root.post("/api/v1/products")
            .json("sku", Service.newName(), "name", "Mug", "unit_amount", 5, "currency", "EUR");
    List<String> actions = new ArrayList<>(actions(add));
    long id = trail("action=product.created&limit=1").json().at("/items/0/target_id").asLong();
    String path = "/api/v1/products/" + id;
    actions.addAll(actions(root.patch(path).json("unit_amount", 6)));
    actions.addAll(actions(root.post(path + "/stock").json("delta", 2)));
    actions.addAll(actions(root.post(path + "/stock").json("delta", -3)));
    actions.addAll(actions(root.delete(path)));

    assertThat(actions)
        .containsExactly(
            "product.created", "product.updated", "product.stock_moved", "product.deleted");
    assertThat(trail("target=product:" + id).each("action")).hasSize(4);
  }

  @Test
  void aRefusedChangeLeavesNothing() {
    Person ann = service.person();

    assertThat(
            recorded(
                root.patch(ann.path()).json("email", root.email(), "full_name", "Nobody at all")))
        .isEmpty();
  }

  @Test
  void ofADeletedUserNothingPersonalIsLeft() {
    Person ann = service.person();
    ann.patch("/api/v1/users/me").json("full_name", "To Be Forgotten").answer().expect(200);
    root.patch(ann.path()).json("is_admin", true).answer().expect(200);

    JsonNode deletion =
        only(ann.post("/api/v1/users/me/delete").json("current_password", Person.PASSWORD));

    assertThat(deletion.path("action").asText()).isEqualTo("user.deleted");
    assertThat(deletion.path("ip").asText()).isEqualTo("127.0.0.1");
    List<JsonNode> did = items(trail("actor=" + ann.id()));
    did.remove(deletion);
    assertThat(did)
        .hasSize(3)
        .allSatisfy(
            entry -> {
              assertThat(entry.path("ip").isNull()).isTrue();
              assertThat(entry.path("user_agent").isNull()).isTrue();
              assertThat(entry.path("detail").isNull()).isTrue();
            });
    List<JsonNode> suffered = items(trail("action=user.updated&target=user:" + ann.id()));
    assertThat(suffered).hasSize(2).allMatch(entry -> entry.path("detail").isNull());
    assertThat(suffered.get(0).path("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(verify()).isEmpty();
  }

  @Test
  void fiftyWhoWriteAtOnceLeaveAChainThatIsClean() {
    service.atOnce(50, n -> service.signUp(Service.newEmail()));

    assertThat(verify()).isEmpty();
  }

  @Test
  void pagesNarrowedByFiltersHoldEachEntryOnceNewestFirst() {
    Person ann = service.person();
    for (int i = 0; i < 6; i++) {
      ann.patch("/api/v1/users/me").json("full_name", "Name " + i).answer().expect(200);
    }
    String filter = "actor=" + ann.id() + "&action=user.updated&limit=4";

    Answer first = trail(filter);
    Answer second = trail(filter + "&cursor=" + first.text("next_cursor"));

    assertThat(first.each("id")).hasSize(4).doesNotContainAnyElementsOf(second.each("id"));
    assertThat(second.each("id")).hasSize(2);
    List<Long> ids = new ArrayList<>();
    List.of(first, second)
        .forEach(page -> page.each("id").forEach(id -> ids.add(Long.valueOf(id))));
    assertThat(ids).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(root.get(AUDIT + "?limit=4&cursor=" + first.text("next_cursor")).answer().fields())
        .containsExactly("cursor");
  }

  @Test
  void timesNarrowTheListAndWhatIsNoTimeIsNamed() {
    Person ann = service.person();
    String at = trail("actor=" + ann.id()).each("at").get(0);

    assertThat(trail("actor=" + ann.id() + "&from=" + at + "&to=" + at).each("id")).hasSize(2);
    assertThat(trail("actor=" + ann.id() + "&to=2020-01-01T00:00:00Z").each("id")).isEmpty();
    assertThat(root.get(AUDIT + "?from=yesterday&to=nope&actor=x&target=y").answer().fields())
        .containsExactlyInAnyOrder("from", "to", "actor", "target");
  }

  @Test
  void eachNodeLogsTheHead() {
    try (Service node = Service.startOn(service.database(), service.clock())) {
      String line = awaitLine(node, "\"message\":\"audit_head\"");

      assertThat(line)
          .containsPattern("\"number\":\\d+")
          .containsPattern("\"hash\":\"[0-9a-f]{64}\"");
    }
  }

  private static String awaitLine(Service node, String text) {
    return node.awaitLog(text)
        .lines()
        .filter(each -> each.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private Answer trail(String query) {
    return root.get(AUDIT + "?" + query).answer().expect(200);
  }

  private static List<JsonNode> items(Answer answer) {
    List<JsonNode> items = new ArrayList<>();
    answer.json().path("items").forEach(items::add);
    return items;
  }

  /** Sends the call under a request id of its own; what was recorded under that. */
  private List<JsonNode> recorded(Call call) {
    String requestId = Service.newName();
    call.header("X-Request-ID", requestId).answer();
    List<JsonNode> entries = items(trail("limit=100"));
    entries.removeIf(entry -> !entry.path("request_id").asText().equals(requestId));
    return entries;
  }

  private JsonNode only(Call call) {
    List<JsonNode> entries = recorded(call);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private List<String> actions(Call call) {
    return recorded(call).stream().map(entry -> entry.path("action").asText()).toList();
  }

  /** What verifying finds, from another process as it were. */
  private Optional<Discrepancy> verify() {
    DerivedKeys keys = TestSecrets.keysOf(service.database());
    Database database = Database.open(service.database(), new DatabaseConfig(null, 1, 0));
    try {
      return new AuditModule(
              new AuditConfig(null, Duration.ofHours(1)), keys, database, service.clock())
          .verifier()
          .verify(Optional.empty())
          .discrepancy();
    } finally {
      database.stop();
    }
  }
}
