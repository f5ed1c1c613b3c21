package dev.gatehouse.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IdempotencyApiTest {
  private static final Service NODE = Service.start("APP_HASHING_QUEUE", "1000");
  private static final Service OTHER_NODE =
      Service.startOn(NODE.database(), NODE.clock(), "APP_HASHING_QUEUE", "1000");
  private static final Person ADMIN = NODE.admin();

  private final String key = Service.newName();

  @AfterAll
  static void close() {
    OTHER_NODE.close();
    NODE.close();
  }

  @Test
  void aRepeatedRequestGetsTheFirstAnswerByteForByteOnAnyNode() {
    String sku = Service.newName();
    Answer first = keyed(ProductFixtures.adding(ADMIN, sku)).header("X-Request-ID", "one").answer();
    Answer again =
        keyed(ProductFixtures.adding(ADMIN.at(OTHER_NODE), sku))
            .header("X-Request-ID", "two")
            .answer();

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(first.header("Location")).isEqualTo(ProductFixtures.pathOf(first));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("X-Request-ID")).isEqualTo("two");
    assertThat(headers(again)).isEqualTo(headers(first));
  }

  @Test
  void anAnswerWithAKeyHasTheHeadersOfOneWithout() {
    Answer without = ProductFixtures.adding(ADMIN, Service.newName()).answer();
    Answer with = keyed(ProductFixtures.adding(ADMIN, Service.newName())).answer();

    assertThat(headers(with).keySet()).isEqualTo(headers(without).keySet());
    assertThat(with.header("Content-Type")).isEqualTo(without.header("Content-Type"));
    assertThat(with.header("Cache-Control")).isEqualTo(without.header("Cache-Control"));
  }

  @Test
  void aChangeIsMadeOnce() {
    String product = ProductFixtures.added(ADMIN, "stock", 10);

    Answer first = keyed(stock(product, -3)).answer();
    Answer again = keyed(stock(product, -3)).answer();

    assertThat(first.number("stock")).isEqualTo(7);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(ADMIN.get(product).answer().number("stock")).isEqualTo(7);
  }

  @Test
  void aSlashAtTheEndOfThePathMakesNoDifference() {
    String product = ProductFixtures.added(ADMIN, "stock", 10);
    keyed(stock(product, -3)).answer().expect(200);

    Answer again = keyed(ADMIN.post(product + "/stock/").json("delta", -3)).answer();

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void anotherBodyIsRefusedAndTheFirstAnswerStays() {
    String product = ProductFixtures.added(ADMIN, "stock", 10);
    Answer first = keyed(stock(product, -3)).answer();

    Answer other = keyed(stock(product, -4)).answer();

    assertThat(other.outcome()).isEqualTo("422 idempotency_key_reused");
    assertThat(keyed(stock(product, -3)).answer().body()).isEqualTo(first.body());
    assertThat(ADMIN.get(product).answer().number("stock")).isEqualTo(7);
  }

  @Test
  void aKeyBelongsToItsCallerAndPath() {
    Person bob = NODE.admin();
    String one = ProductFixtures.added(ADMIN, "stock", 10);
    String two = ProductFixtures.added(ADMIN, "stock", 10);

    keyed(stock(one, -1)).answer().expect(200);

    assertThat(keyed(stock(two, -1)).answer().id()).isEqualTo(Long.parseLong(last(two)));
    Answer others = keyed(bob.post(one + "/stock").json("delta", -1)).answer();
    assertThat(others.header("Idempotency-Replayed")).isEmpty();
    assertThat(others.number("stock")).isEqualTo(8);
    assertThat(keyed(NODE.person().post(one + "/stock").json("delta", -1)).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(keyed(NODE.post(one + "/stock").json("delta", -1)).answer().outcome())
        .isEqualTo("401 unauthenticated");
  }

  @Test
  void anonymousCallersShareTheirKeysButNotTheirAnswers() {
    String email = Service.newEmail();
    Answer first = keyed(NODE.signUp(email)).answer().expect(201);

    Answer other = keyed(NODE.signUp(Service.newEmail())).answer();
    Answer again = keyed(NODE.signUp(email)).answer();
    Answer ofAnAdmin = keyed(NODE.signUp(Service.newEmail()).bearer(access())).answer();

    assertThat(other.outcome()).isEqualTo("422 idempotency_key_reused");
    assertThat(other.body()).doesNotContain(email);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(ofAnAdmin.status()).isEqualTo(201);
  }

  @Test
  void ofTwinsOnTwoNodesOneDoesTheWorkAndNoneWaitsForIt() {
    String sku = Service.newName();
    List<Answer> answers =
        NODE.atOnce(
            10, n -> keyed(ProductFixtures.adding(n % 2 == 0 ? ADMIN : ADMIN.at(OTHER_NODE), sku)));

    assertThat(answers)
        .extracting(Answer::outcome)
        .contains("201")
        .isSubsetOf("201", "409 idempotency_in_progress");
    assertThat(answers)
        .filteredOn(each -> each.status() == 201)
        .extracting(Answer::body)
        .hasSameSizeAs(answers.stream().filter(each -> each.status() == 201).toList())
        .containsOnly(keyed(ProductFixtures.adding(ADMIN, sku)).answer().expect(201).body());
    assertThat(answers)
        .filteredOn(each -> each.status() == 409)
        .allSatisfy(each -> assertThat(each.header("Retry-After")).isEqualTo("1"));
  }

  @Test
  void ofSignUpTwinsOneMakesTheAccount() {
    String email = Service.newEmail();
    List<Answer> answers =
        NODE.atOnce(10, n -> keyed((n % 2 == 0 ? NODE : OTHER_NODE).signUp(email)));

    assertThat(answers)
        .extracting(Answer::outcome)
        .contains("201")
        .isSubsetOf("201", "409 idempotency_in_progress");
    assertThat(keyed(NODE.signUp(email)).answer().status()).isEqualTo(201);
  }

  @Test
  void aRefusalOfBegunWorkIsKeptThoughTheWorkIsUndone() {
    String sku = Service.newName();
    String product = ProductFixtures.added(ADMIN, "sku", sku, "stock", 1);

    assertKept("409 insufficient_stock", stock(product, -2));
    assertKept("409 sku_taken", ProductFixtures.adding(ADMIN, sku));
    assertKept("404 not_found", stock(ProductFixtures.PATH + "/999999999", 1));
    assertKept("412 precondition_failed", stock(product, 1).ifMatch("\"stale\""));
    assertKept("409 email_taken", NODE.signUp(ADMIN.email()));
    assertThat(ADMIN.get(product).answer().number("stock")).isEqualTo(1);
  }

  /** Even where what it was refused for has changed. */
  @Test
  void aKeptRefusalIsGivenThoughTheWorkCouldBeDoneByNow() {
    String product = ProductFixtures.added(ADMIN, "stock", 1);
    Answer refused = keyed(stock(product, -2)).header("X-Request-ID", "first").answer();
    stock(product, 5).answer().expect(200);

    Answer again = keyed(stock(product, -2)).header("X-Request-ID", "second").answer();

    assertThat(again.body()).isEqualTo(refused.body()).contains("\"request_id\":\"first\"");
    assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(ADMIN.get(product).answer().number("stock")).isEqualTo(6);
  }

  @Test
  void aRefusalIsKeptWhereAMethodHasNothingToAnswer() {
    Service alone = Service.start();
    try (alone) {
      Person only = alone.admin();
      Call deletion =
          only.post("/api/v1/users/me/delete").json("current_password", Person.PASSWORD);

      assertKept("409 last_admin", deletion);
    }
  }

  @Test
  void refusalsBeforeTheWorkAreNotStored() {
    String product = ProductFixtures.added(ADMIN, "stock", 1);

    assertThat(keyed(stock(product, 0)).answer().outcome()).isEqualTo("422 validation");
    assertThat(keyed(stock(product, Integer.MAX_VALUE)).answer().outcome())
        .isEqualTo("422 validation");
    assertThat(keyed(stock(product, 1)).answer().status()).isEqualTo(200);
    assertThat(keyed(NODE.signUp(Service.newEmail(), "password")).answer().outcome())
        .isEqualTo("422 weak_password");
    assertThat(keyed(NODE.signUp(Service.newEmail())).answer().status()).isEqualTo(201);
  }

  @Test
  void theFieldsAreLookedAtBeforeTheKey() {
    String product = ProductFixtures.added(ADMIN, "stock", 1);
    keyed(stock(product, 1)).answer().expect(200);

    assertThat(keyed(stock(product, 0)).answer().outcome()).isEqualTo("422 validation");
  }

  @Test
  void theKeyMeansNothingWhereItIsNotLookedAt() {
    Person ann = NODE.person();
    keyed(NODE.login(ann.email(), Person.PASSWORD)).answer().expect(200);

    Answer login = keyed(NODE.login(ann.email(), Person.PASSWORD)).answer().expect(200);
    keyed(ann.patch("/api/v1/users/me").json("full_name", "A")).answer().expect(200);
    Answer patch = keyed(ann.patch("/api/v1/users/me").json("full_name", "B")).answer();

    assertThat(login.header("Idempotency-Replayed")).isEmpty();
    assertThat(patch.text("full_name")).isEqualTo("B");
  }

  @Test
  void anAnswerIsKeptForADay() {
    String product = ProductFixtures.added(ADMIN, "stock", 10);
    keyed(stock(product, -1)).answer().expect(200);
    try {
      NODE.clock().advance(Duration.ofHours(24).minusSeconds(1));
      Person again = ADMIN.signedIn();
      assertThat(keyed(again.post(product + "/stock").json("delta", -1)).answer().number("stock"))
          .isEqualTo(9);

      NODE.clock().advance(Duration.ofSeconds(1));

      assertThat(keyed(again.post(product + "/stock").json("delta", -1)).answer().number("stock"))
          .isEqualTo(8);
      assertThat(keyed(again.post(product + "/stock").json("delta", -1)).answer().number("stock"))
          .isEqualTo(8);
    } finally {
      NODE.clock().advance(Duration.ofDays(-1));
    }
  }

  @Test
  void storedResponsesAreEncryptedAndDeletedWithTheirUser() {
    Person bob = NODE.admin();
    String name = Service.newName();
    keyed(ProductFixtures.adding(bob, name)).answer().expect(201);
    String ofBob = " from kept_answer where user_id = " + bob.id();
    String texts =
        "select coalesce(string_agg(encode(answer, 'escape') || key || body_mac, ''), '')";

    assertThat(TestDatabase.text(NODE.database(), texts + ofBob))
        .isNotEmpty()
        .doesNotContain(name, key, "Location", "application/json");
    ADMIN.deletes(bob).answer().expect(204);
    assertThat(TestDatabase.text(NODE.database(), texts + ofBob)).isEmpty();
  }

  @Test
  void theAnswerToASignUpGoesWithTheNewUser() {
    String email = Service.newEmail();
    Answer first = keyed(NODE.signUp(email)).answer().expect(201);
    ADMIN.delete("/api/v1/users/" + first.id()).answer().expect(204);

    Answer again = keyed(NODE.signUp(email)).answer().expect(201);

    assertThat(again.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.id()).isNotEqualTo(first.id());
  }

  @Test
  void theAnswerToAnAdministratorGoesWithTheUserThatItShows() {
    String email = Service.newEmail();
    Answer first = keyed(NODE.signUp(email)).bearer(access()).answer().expect(201);
    ADMIN.delete("/api/v1/users/" + first.id()).answer().expect(204);

    Answer again = keyed(NODE.signUp(email)).bearer(access()).answer().expect(201);

    assertThat(again.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.id()).isNotEqualTo(first.id());
  }

  @Test
  void anAnswerThatWasTamperedWithIsAFaultAndNotGiven() {
    Person bob = NODE.admin();
    String sku = Service.newName();
    keyed(ProductFixtures.adding(bob, sku)).answer().expect(201);
    TestDatabase.execute(
        NODE.database(),
        "update kept_answer set answer = set_byte(answer, 20, get_byte(answer, 20) # 1)"
            + " where user_id = "
            + bob.id());

    assertThat(keyed(ProductFixtures.adding(bob, sku)).answer().outcome())
        .isEqualTo("500 internal");
  }

  @Test
  void whoDeletesTheOwnAccountLeavesNothing() {
    Person ann = NODE.person();

    Answer deleted =
        keyed(ann.post("/api/v1/users/me/delete").json("current_password", Person.PASSWORD))
            .answer();

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(ann.me().answer().outcome()).isEqualTo("401 invalid_token");
  }

  private void assertKept(String outcome, Call call) {
    call.header("Idempotency-Key", Service.newName());
    Answer first = call.answer();
    Answer again = call.answer();

    assertThat(first.outcome()).isEqualTo(outcome);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.outcome()).isEqualTo(outcome);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  private static Call stock(String product, int delta) {
    return ADMIN.post(product + "/stock").json("delta", delta);
  }

  private Call keyed(Call call) {
    return call.header("Idempotency-Key", key);
  }

  private static String access() {
    return ADMIN.tokens().access();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Map<String, List<String>> headers(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(Set.of("date", "x-request-id", "idempotency-replayed"));
    return headers;
  }
}
