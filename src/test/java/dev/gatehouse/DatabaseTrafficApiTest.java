package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes over the wire to the database, seen from outside, with a pool of one connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTrafficApiTest {
  private static final Duration PROMISED = Duration.ofSeconds(3);

  private DatabaseProxy wire;
  private Service service;
  private Person ann;
  private String product;

  @BeforeAll
  void start() {
    wire = DatabaseProxy.to(TestDatabase.migrated());
    service =
        Service.startOn(
            wire.url(),
            SettableClock.ofToday(),
            "APP_DATABASE_POOL_SIZE",
            "1",
            "APP_AUDIT_CHAIN_EVERY",
            "1h",
            "APP_JOB_THREADS",
            "0");
    ann = service.admin();
    product = ProductFixtures.added(ann);
  }

  @AfterAll
  void stop() {
    service.close();
    wire.close();
  }

  @Test
  void aRequestWithATokenMakesOneQuery() {
    assertThat(sentFor(ann.me())).singleElement().asString().contains("from session s join");
    assertThat(sentFor(ann.get(ann.path()))).hasSize(1);
    assertThat(sentFor(ann.patch("/api/v1/users/me").json("nonsense", 1))).hasSize(1);
  }

  @Test
  void aReadMakesItsOwnQueryBesidesAndNoTransaction() {
    assertThat(sentFor(service.get(product))).hasSize(1);
    assertThat(sentFor(service.get(ProductFixtures.PATH))).hasSize(1);
    assertThat(sentFor(ann.get(product))).hasSize(2);
    assertThat(sentFor(ann.get("/api/v1/users"))).hasSize(2);
    assertThat(sentFor(ann.get("/api/v1/users/me/sessions"))).hasSize(2);
  }

  @Test
  void aRefusalBeforeAnythingIsAskedMakesNoQuery() {
    assertThat(sentFor(service.get("/api/v1/users/me"))).isEmpty();
    assertThat(sentFor(service.get("/api/v1/users/me").bearer("nonsense"))).isEmpty();
    assertThat(sentFor(service.get(ProductFixtures.PATH + "?limit=0"))).isEmpty();
    assertThat(sentFor(service.get("/livez"))).isEmpty();
  }

  @Test
  void aWriteIsOneTransactionThatIsCommittedOnce() {
    List<String> sent = sentFor(ann.patch(product).json("stock", 1));

    assertThat(sent).filteredOn(DatabaseTrafficApiTest::isBoundary).hasSize(2);
    assertThat(sent.get(sent.size() - 1)).isEqualToIgnoringCase("commit");
  }

  @Test
  void aRefusedWriteIsRolledBack() {
    List<String> sent = sentFor(ann.delete(product).ifMatch("\"stale\""));

    assertThat(sent.get(sent.size() - 1)).isEqualToIgnoringCase("rollback");
    assertThat(sent).noneMatch(sql -> sql.startsWith("delete"));
  }

  @Test
  void withOneConnectionOthersReadWhileAPasswordIsHashed() {
    try (Service slow =
        Service.startOn(
            wire.url(), service.clock(), "APP_DATABASE_POOL_SIZE", "1", "APP_BCRYPT_COST", "13")) {
      Person bob = service.person().at(slow);
      // at cost 4 so far: verified at once, hashed anew slowly
      othersReadDuring(slow, slow.login(bob.email(), Person.PASSWORD));
      othersReadDuring(slow, slow.login(bob.email(), "wrong password"));
      othersReadDuring(slow, slow.login(Service.newEmail(), Person.PASSWORD));
      othersReadDuring(slow, slow.signUp(Service.newEmail()));
      othersReadDuring(
          slow,
          bob.put("/api/v1/users/me/password")
              .json("new_password", "another horse 43", "current_password", Person.PASSWORD));
    }
  }

  private void othersReadDuring(Service slow, Call hashing) {
    CompletableFuture<Answer> hashed = CompletableFuture.supplyAsync(hashing::answer);
    int reads = 0;
    while (!hashed.isDone()) {
      slow.get(product).answer().expect(200);
      reads++;
    }
    assertThat(hashed.join().status()).isIn(200, 201, 204, 401);
    assertThat(reads).isGreaterThan(15);
  }

  @Test
  void aFrozenDatabaseIsUnavailableInTimeAndNeverABadToken() {
    warmUp();
    wire.freeze();
    try {
      assertUnavailable(ann.me().answer());
      assertUnavailable(service.get(product).answer());
      assertUnavailable(service.login(ann.email(), Person.PASSWORD).answer());
      assertUnavailable(ann.refresh().answer());
      assertThat(service.get("/healthz").answer().outcome()).startsWith("503");
      assertThat(service.get("/livez").answer().status()).isEqualTo(200);
    } finally {
      wire.thaw();
    }
    assertRecovers();
  }

  @Test
  void aDatabaseThatIsCutOffIsUnavailableInTimeAndFoundAgain() {
    warmUp();
    wire.cut();
    try {
      assertUnavailable(ann.me().answer());
      assertUnavailable(ann.patch(product).json("stock", 2).answer());
      assertThat(service.get("/readyz").answer().json().at("/checks/database").asText())
          .isEqualTo("unavailable");
    } finally {
      wire.mend();
    }
    assertRecovers();
  }

  private void assertRecovers() {
    long began = System.nanoTime();
    while (ann.me().answer().status() != 200) {
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
    assertThat(ann.patch(product).json("name", Service.newName()).answer().status()).isEqualTo(200);
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.outcome()).isEqualTo("503 unavailable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.took()).isLessThan(PROMISED);
  }

  private static boolean isBoundary(String sql) {
    return List.of("begin", "commit", "rollback").contains(sql.toLowerCase(Locale.ROOT));
  }

  /** So that the pool does not have to test its connection, nor the driver to look a type up. */
  private void warmUp() {
    ann.me().answer().expect(200);
    service.get(product).answer().expect(200);
  }

  private List<String> sentFor(Call call) {
    call.answer();
    warmUp();
    wire.takeStatements();
    call.answer();
    // a node tells the others every two seconds that it is alive, and looks for new keys
    return wire.takeStatements().stream()
        .filter(sql -> !sql.contains("into node ") && !sql.contains("signing_state"))
        .toList();
  }
}
