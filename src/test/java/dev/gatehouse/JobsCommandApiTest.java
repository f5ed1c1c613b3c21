package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsCommandApiTest {
  private final DatabaseUrl database = TestDatabase.migrated();
  private final Operator operator = new Operator(database, SettableClock.ofToday());

  @BeforeAll
  void addJobs() {
    TestDatabase.execute(
        database,
        """
        insert into job (id, type, state, payload, attempts, created_at, run_at, last_error, history)
        overriding system value
        select id, type, state, '{"to":"ann@people.example"}', 3, now(), '2026-01-31T09:00:00Z', error,
          '[{"attempt":3,"node":"n1"}]'
        from (values
          (1, 'mail.send', 'failed', 'The server is away'),
          (2, 'product.import', 'failed', 'IllegalStateException'),
          (3, 'mail.send', 'cancelled', null),
          (4, 'mail.send', 'succeeded', null),
          (5, 'mail.send', 'failed', 'The server is away'),
          (6, 'mail.hold', 'cancelled', null)) as put (id, type, state, error)
        """);
  }

  @Test
  void listShowsTheNewestFirstAndNoPayload() {
    Operator.Done done = operator.run("", "jobs", "list", "--limit", "3");

    assertThat(done.exitCode()).isZero();
    assertThat(done.output().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly("id", "6", "5", "4");
    assertThat(done.output())
        .contains("mail.send", "2026-01-31T09:00:00.000000Z", "The server is away")
        .doesNotContain("ann@");
  }

  @Test
  void listChoosesAndWritesLinesOfJson() {
    Operator.Done done =
        operator.run("", "jobs", "list", "--state", "cancelled", "--type", "mail.hold", "--json");

    assertThat(done.output().lines())
        .singleElement()
        .asString()
        .startsWith("{\"id\":6,\"type\":\"mail.hold\",\"state\":\"cancelled\",\"attempts\":3,")
        .contains("\"history\":[{\"node\":\"n1\",\"attempt\":3}]");
  }

  @Test
  void retryTakesTheJobsNamed() {
    Operator.Done done = operator.run("", "jobs", "retry", "--id", "2", "--id", "3");

    assertThat(done.exitCode()).isZero();
    assertThat(done.output()).isEqualTo("job 2 is scheduled again\njob 3 is scheduled again\n");
    assertThat(operator.run("", "jobs", "list", "--state", "scheduled").output())
        .contains("product.import");
  }

  @Test
  void retryWithoutAnIdTakesAllThatFailedOfAType() {
    Operator.Done done = operator.run("", "jobs", "retry", "--type", "mail.send");

    assertThat(done.output()).isEqualTo("2 jobs are scheduled again\n");
  }

  @Test
  void retryWithoutAnIdPassesOverWhatSomebodyElseRetriesMeanwhile() {
    DatabaseUrl own = TestDatabase.migrated();
    TestDatabase.execute(
        own,
        """
        insert into job (type, state, payload, created_at, run_at)
        select 'mail.send', 'failed', '{}', now(), now() from generate_series(1, 2)
        """);
    try (OpenTransaction open =
        OpenTransaction.running(own, "update job set state = 'scheduled' where id = 1")) {
      CompletableFuture<Operator.Done> retry =
          CompletableFuture.supplyAsync(
              () ->
                  new Operator(own, SettableClock.ofToday())
                      .run("", "jobs", "retry", "--type", "mail.send"));
      open.awaitWaiters(1);
      open.commit();

      assertThat(retry.join().output()).isEqualTo("1 jobs are scheduled again\n");
    }
  }

  @Test
  void retryRefusesWhatDoesNotNeedIt() {
    Operator.Done succeeded = operator.run("", "jobs", "retry", "--id", "4");
    Operator.Done unknown = operator.run("", "jobs", "retry", "--id", "99");

    assertThat(succeeded.exitCode()).isEqualTo(1);
    assertThat(succeeded.errors()).contains("job 4: The job is succeeded").hasLineCount(1);
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("job 99: ").hasLineCount(1);
  }
}
