package dev.gatehouse.idempotency;

import static dev.gatehouse.testing.Await.await;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests with a key while they are worked on, by a node with a pool of two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightApiTest {
  private static final String TRIES = "3";

  private Service steady;
  private DatabaseProxy wire;
  private Service node;
  private Person admin;

  @BeforeAll
  void start() {
    steady = Service.start();
    wire = DatabaseProxy.to(steady.database());
    node =
        Service.startOn(
            wire.url(),
            steady.clock(),
            "APP_DATABASE_POOL_SIZE",
            "2",
            "APP_LIMITS",
            "on",
            "APP_LIMIT_SIGN_IN_PER_NETWORK",
            TRIES + "/15m",
            "APP_AUDIT_CHAIN_EVERY",
            "1h",
            "APP_JOB_THREADS",
            "0");
    admin = steady.admin();
  }

  @AfterAll
  void stop() {
    node.close();
    wire.close();
    steady.close();
  }

  @Test
  void aKeyCostsAClaimWithItsSavepointAndAnInsertWithinTheTransaction() {
    Person here = admin.at(node);
    List<String> without = sentFor(adding(here));
    List<String> with = sentFor(keyed(adding(here), Service.newName()));

    assertThat(without).noneMatch(sql -> sql.contains("kept_answer") || sql.contains("savepoint"));
    assertThat(with).hasSize(without.size() + 3);
    int begin = with.indexOf("BEGIN");
    assertThat(with.get(begin + 1)).contains("claim_idempotency_key");
    assertThat(with.get(begin + 2)).isEqualToIgnoringWhitespace("savepoint work");
    assertThat(with.get(with.size() - 2)).startsWith("insert into kept_answer");
    assertThat(with.get(with.size() - 1)).isEqualToIgnoringCase("commit");
    assertThat(with).filteredOn(sql -> sql.toLowerCase(ROOT).startsWith("begin")).hasSize(1);
  }

  @Test
  void aTwinIsToldAtOnceAndAKilledNodeGivesTheKeyBack() {
    String email = Service.newEmail();
    String key = Service.newName();
    try (Service slow =
        Service.startOn(
            wire.url(), steady.clock(), "APP_BCRYPT_COST", "14", "APP_JOB_THREADS", "0")) {
      CompletableFuture<Answer> first =
          CompletableFuture.supplyAsync(() -> keyed(slow.signUp(email), key).answer());
      await().until(this::isAKeyTaken);

      Answer twin = keyed(steady.signUp(email), key).answer();
      boolean wasInFlight = !first.isDone();
      wire.cut();
      await().until(() -> !isAKeyTaken());

      assertThat(wasInFlight).isTrue();
      assertThat(twin.outcome()).isEqualTo("409 idempotency_in_progress");
      assertThat(keyed(steady.signUp(email), key).answer().outcome()).isEqualTo("201");
      assertThat(first.join().outcome()).isEqualTo("503 unavailable");
    } finally {
      wire.mend();
    }
  }

  /** By a lock of 64 bits; those of the audit trail and of imports have fewer. */
  private boolean isAKeyTaken() {
    return !TestDatabase.text(
            steady.database(),
            "select count(*) from pg_locks where locktype = 'advisory' and cast(classid as bigint)"
                + " > 9 and database = (select oid from pg_database where datname ="
                + " current_database())")
        .equals("0");
  }

  @Test
  void aWrongPasswordCountsThoughItsRequestIsUndone() {
    Person ann = steady.person().at(node);
    for (int tries = 0; tries < Integer.parseInt(TRIES); tries++) {
      assertThat(deletion(ann, "wrong password", "same").answer().outcome())
          .isEqualTo("403 wrong_password");
    }

    assertThat(deletion(ann, "wrong password", "same").answer().outcome())
        .isEqualTo("429 too_many_requests");
    assertThat(deletion(ann, Person.PASSWORD, "other").answer().outcome())
        .isEqualTo("429 too_many_requests");
  }

  @Test
  void aWrongCodeCountsThoughItsRequestIsUndone() {
    Person ann = steady.person();
    Authenticator app = Authenticator.of(ann, steady.clock());
    Call deletion = keyed(ann.at(node).post("/api/v1/users/me/delete"), "same");
    deletion.json("current_password", Person.PASSWORD, "code", "000000");

    assertThat(deletion.answer().outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(deletion.answer().outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(sql("select wrong_in_row from totp where user_id = " + ann.id())).isEqualTo("2");
    deletion.json("current_password", Person.PASSWORD, "code", app.code(1));
    assertThat(deletion.answer().status()).isEqualTo(204);
  }

  @Test
  void withTwoConnectionsManyAtOnceLeaveOneToCountOn() {
    Person ann = steady.person().at(node);

    List<Answer> answers = node.atOnce(6, n -> deletion(ann, "wrong password", "key" + n));

    assertThat(answers)
        .extracting(Answer::outcome)
        .isSubsetOf("403 wrong_password", "429 too_many_requests", "503 unavailable")
        .contains("403 wrong_password");
    assertThat(answers)
        .filteredOn(each -> each.status() == 503)
        .allSatisfy(each -> assertThat(each.header("Retry-After")).isNotEmpty());
  }

  @Test
  void anAnswerIsKnownAgainAfterAChangeOfSecrets() {
    String key = Service.newName();
    Call call = adding(admin);
    Answer first = keyed(call, key).answer().expect(201);

    assertThat(sql("select count(*) from kept_answer where user_id = " + admin.id()))
        .isNotEqualTo("0");
    try (Service later =
        Service.startOn(
            steady.database(),
            steady.clock(),
            "APP_JWT_SECRET",
            "another secret, as long as it has to be",
            "APP_JWT_SECRET_PREVIOUS",
            TestSecrets.DEFAULT)) {
      String sku = first.text("sku");
      Answer again = keyed(ProductFixtures.adding(admin.at(later), sku), key).answer();
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }
  }

  private static Call deletion(Person person, String password, String key) {
    return keyed(person.post("/api/v1/users/me/delete").json("current_password", password), key);
  }

  private static Call adding(Person admin) {
    return ProductFixtures.adding(admin, Service.newName());
  }

  private static Call keyed(Call call, String key) {
    return call.header("Idempotency-Key", key);
  }

  private String sql(String query) {
    return TestDatabase.text(steady.database(), query);
  }

  /** After a first call has taught the driver what it looks up once. */
  private List<String> sentFor(Call call) {
    keyed(adding(admin.at(node)), Service.newName()).answer().expect(201);
    adding(admin.at(node)).answer().expect(201);
    node.get(ProductFixtures.PATH).answer().expect(200);
    wire.takeStatements();
    call.answer().expect(201);
    return wire.takeStatements();
  }
}
