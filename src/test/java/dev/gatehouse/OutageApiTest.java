package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service whose database goes away and comes back while jobs, sweeps and requests go on. */
class OutageApiTest {
  /**
   * Loggers that say something each minute without any outage: the newest audit entry, and that the
   * clock of this test stands still.
   */
  private static final Set<String> TOLD_ANYWAY =
      Set.of("dev.gatehouse.audit.Chain", "dev.gatehouse.operations.ClockCheck");

  private final DatabaseProxy wire = DatabaseProxy.to(TestDatabase.migrated());
  private final Service service = Service.startOn(wire.url(), SettableClock.ofToday());

  @AfterEach
  void stop() {
    service.close();
    wire.close();
  }

  @Test
  void losingTheDatabaseIsOneWarningAndHavingItBackOneLineWhateverElseFailsMeanwhile() {
    Person ann = service.person();
    int before = service.log().length();

    wire.cut();
    assertThat(service.atOnce(20, i -> ann.me()))
        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo("503 unavailable"));
    assertThat(service.signUp(Service.newEmail()).answer().status()).isEqualTo(503);
    assertThat(service.get("/readyz").answer().status()).isEqualTo(503);
    wire.mend();
    await().until(() -> ann.me().answer().status() == 200);
    service.awaitLog(" is back");

    // a second one, in which work that was done before fails too
    wire.cut();
    await().until(() -> count(service.log(), " is lost") == 2);
    assertThat(service.get("/healthz").answer().status()).isEqualTo(503);
    wire.mend();
    await().until(() -> count(service.log(), " is back") == 2);

    List<String> told =
        service
            .log()
            .substring(before)
            .lines()
            .map(Json::read)
            .filter(line -> !text(line, "message").equals("http_request"))
            .filter(line -> !TOLD_ANYWAY.contains(text(line, "logger")))
            .map(line -> text(line, "level") + " " + text(line, "message"))
            .toList();
    assertThat(told)
        .satisfiesExactly(
            first -> assertThat(first).matches("WARN The database 127.* is lost: .+"),
            then -> assertThat(then).matches("INFO The database 127.* is back"),
            again -> assertThat(again).matches("WARN The database 127.* is lost: .+"),
            last -> assertThat(last).matches("INFO The database 127.* is back"));
  }

  @Test
  void aConnectionThatIsKilledAmongOthersThatWorkIsNoOutage() {
    Person ann = service.person();
    try (OpenTransaction locked =
        OpenTransaction.running(
            service.database(), "select from app_user where id = " + ann.id() + " for update")) {
      CompletableFuture<Answer> waiting =
          CompletableFuture.supplyAsync(
              () -> ann.patch("/api/v1/users/me").json("full_name", "Ann Other").answer());
      locked.awaitWaiters(1);
      TestDatabase.execute(
          service.database(),
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
          """);

      assertThat(waiting.join().outcome()).isEqualTo("503 unavailable");
    }

    assertThat(service.awaitLog("A connection to the database 127."))
        .contains("broke, but others work: ")
        .doesNotContain(" is lost", " is back");
    assertThat(ann.me().answer().status()).isEqualTo(200);
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static String text(JsonNode line, String name) {
    return line.get(name).textValue();
  }
}
