package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many requests for one row, whose lock the test holds, and a stranger's beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContendedRowsApiTest {
  private static final int POOL = 4;
  private static final int MANY = 3 * POOL;
  private static final int READS = 5;

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Service service;
  private Person stranger;
  private Person root;

  @BeforeAll
  void start() {
    service =
        Service.start(
            "APP_DATABASE_POOL_SIZE",
            String.valueOf(POOL),
            "APP_LIMITS",
            "on",
            "APP_AUDIT_CHAIN_EVERY",
            "1h",
            "APP_JOB_THREADS",
            "0");
    stranger = service.person();
    root = service.admin();
  }

  @AfterAll
  void stop() {
    service.close();
    threads.shutdown();
  }

  @Test
  void changesOfOnesOwnAccountWaitOnOneConnection() throws Exception {
    Person ann = service.person();

    assertOneWaits(
        locked(ann), n -> ann.patch("/api/v1/users/me").json("full_name", "Ann " + n), "200");
  }

  @Test
  void changesOfAnAccountByAdministratorsWaitOnOneConnection() throws Exception {
    Person ann = service.person();

    assertOneWaits(locked(ann), n -> root.patch(ann.path()).json("full_name", "Ann " + n), "200");
    assertOneWaits(locked(ann), n -> root.delete(ann.path() + "/mfa"), "204");
  }

  @Test
  void deletionsOfDifferentAccountsWaitForTheAdministratorsOnOneConnection() throws Exception {
    List<Person> people = IntStream.range(0, MANY).mapToObj(n -> service.person()).toList();

    assertOneWaits(locked(root), n -> root.deletes(people.get(n)), "204");
  }

  @Test
  void signInsOfOneAccountWaitOnOneConnection() throws Exception {
    Person ann = service.person();

    assertOneWaits(locked(ann), n -> service.login(ann.email(), Person.PASSWORD), "200");
  }

  @Test
  void secondStepsOfOneSignInWaitOnOneConnection() throws Exception {
    Person ann = service.person();
    Authenticator app = Authenticator.of(ann, service.clock());
    String token =
        service.login(ann.email(), Person.PASSWORD).answer().expect(403).text("mfa_token");

    assertOneWaits(
        locked(ann),
        n -> service.post("/api/v1/auth/mfa").json("mfa_token", token, "code", app.wrong()),
        "401 invalid_mfa_code",
        "429 too_many_requests");
  }

  @Test
  void refreshesOfOneSessionWaitOnOneConnection() throws Exception {
    Person ann = service.person();

    assertOneWaits(
        "select from session where user_id = " + ann.id() + " for update",
        n -> ann.refresh(),
        "200");
  }

  @Test
  void signOutsOfOneSessionWaitOnOneConnection() throws Exception {
    Person ann = service.person();

    assertOneWaits(
        "select from session where user_id = " + ann.id() + " for update",
        n -> ann.post("/api/v1/auth/logout"),
        "204");
  }

  @Test
  void signUpsOfOneAddressWaitOnOneConnection() throws Exception {
    String email = Service.newEmail();

    assertOneWaits(
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text,
          search_words, created_at, updated_at)
        values ('%s', '', true, false, false, '', '', now(), now())
        """
            .formatted(email),
        n ->
            root.post("/api/v1/users")
                .json("email", email, "full_name", "Ann", "password", Person.PASSWORD),
        "201",
        "409 email_taken");
  }

  @Test
  void triesCountedForOneAddressWaitOnOneConnection() throws Exception {
    service.signUp(Service.newEmail()).answer().expect(201);

    assertOneWaits(
        "select from rate_counter for update", n -> service.signUp(Service.newEmail()), "201");
  }

  @Test
  void changesOfOneProductWaitOnOneConnection() throws Exception {
    String path = ProductFixtures.added(root);
    String locked = "select from product where id = " + path.replaceAll(".*/", "") + " for update";

    assertOneWaits(locked, n -> root.patch(path).json("name", "Thing " + n), "200");
    assertOneWaits(locked, n -> root.post(path + "/stock").json("delta", 1), "200");
    assertOneWaits(
        locked,
        n -> root.post(path + "/stock").json("delta", 1).header("Idempotency-Key", "key" + n),
        "200");
  }

  @Test
  void productsOfOneSkuWaitOnOneConnection() throws Exception {
    String sku = Service.newName();

    assertOneWaits(
        """
        insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
          search_title, search_description, search_words, created_at, updated_at)
        values ('%1$s', '%1$s', '', '', 1, 'EUR', 0, true, '', '', '', now(), now())
        """
            .formatted(sku),
        n -> ProductFixtures.adding(root, sku),
        "201",
        "409 sku_taken");
  }

  @Test
  void retriesOfOneJobWaitOnOneConnection() throws Exception {
    String id =
        TestDatabase.text(
            service.database(),
            """
            insert into job (type, state, payload, created_at, run_at, finished_at)
            values ('mail.send', 'failed', '{}', now(), now(), now()) returning id
            """);

    assertOneWaits(
        "select from job where id = " + id + " for update",
        n -> root.post("/api/v1/jobs/" + id + "/retry"),
        "200",
        "409 job_state");
  }

  private static String locked(Person person) {
    return "select from app_user where id = " + person.id() + " for update";
  }

  /**
   * Sends many calls while the lock is held. One of them may wait for it on a connection; the
   * others wait outside of the pool, which the stranger finds free.
   */
  private void assertOneWaits(String lock, IntFunction<Call> call, String... outcomes)
      throws SQLException {
    List<CompletableFuture<Answer>> answers;
    try (Connection holder = Database.longRunning(service.database()).getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(lock);
      answers =
          IntStream.range(0, MANY)
              .mapToObj(n -> CompletableFuture.supplyAsync(call.apply(n)::answer, threads))
              .toList();
      await().until(() -> waiting() > 0);
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < READS; i++) {
        stranger.me().answer().expect(200);
        seen.add(waiting());
      }
      assertThat(seen).isSubsetOf(0, 1);
      holder.rollback();
    }
    List<String> seenOutcomes =
        answers.stream().map(CompletableFuture::join).map(Answer::outcome).distinct().toList();
    // whoever waited behind one that the server gave up on is turned away with it
    assertThat(seenOutcomes).isSubsetOf(withUnavailable(outcomes));
  }

  private static List<String> withUnavailable(String... outcomes) {
    List<String> all = new ArrayList<>(List.of(outcomes));
    all.add("503 unavailable");
    return all;
  }

  private int waiting() {
    return Integer.parseInt(TestDatabase.text(service.database(), WAITING));
  }
}
