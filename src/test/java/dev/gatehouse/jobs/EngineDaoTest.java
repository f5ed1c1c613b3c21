package dev.gatehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.testing.DatabaseWire;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs under the engine itself, on real threads and in real time. */
class EngineDaoTest {
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DatabaseWire wire = DatabaseWire.to(TestDatabase.migrated());
  private final Nodes nodes =
      new Nodes(Database.open(wire.url(), new DatabaseConfig(null, 2, 8)), SettableClock.ofToday());
  private final List<Managed> running = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Managed each : running) {
      each.stop();
    }
    nodes.close();
    wire.close();
  }

  private void startNode(Nodes.Doing doing) throws Exception {
    for (Managed each : nodes.module(List.of(Nodes.errands(doing))).managed()) {
      each.start();
      running.add(each);
    }
  }

  @Test
  void twoNodesShareTheJobsAndEachRunsOnce() throws Exception {
    Set<String> workers = ConcurrentHashMap.newKeySet();
    startNode((errand, run) -> work(run, "first", workers));
    startNode((errand, run) -> work(run, "second", workers));

    List<Long> jobs = IntStream.range(0, 40).mapToObj(i -> nodes.enqueue()).toList();

    until(() -> jobs.stream().allMatch(this::isDone), PATIENCE);
    assertThat(nodes.count("effect")).isEqualTo(40);
    assertThat(nodes.count("(select distinct job from effect) as done")).isEqualTo(40);
    assertThat(nodes.count("job_schedule")).isZero();
    assertThat(workers).containsExactlyInAnyOrder("first", "second");
  }

  private Object work(JobRun run, String worker, Set<String> workers) {
    workers.add(worker);
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    return run.inTransaction(() -> nodes.effect(run.jobId()));
  }

  @Test
  void aDueJobStartsInTimeAlsoAfterTheDatabaseWasAway() throws Exception {
    startNode((errand, run) -> run.inTransaction(() -> nodes.effect(run.jobId())));
    long before = nodes.enqueue();
    until(() -> isDone(before), PROMISED);

    wire.cut();
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    wire.mend();

    long after = enqueueOnceItAnswers();
    until(() -> isDone(after), PROMISED.plusSeconds(1));
  }

  @Test
  void aJobOfThisNodeIsNotLookedForBeforeItIsCommittedAndThenAtOnce() throws Exception {
    Engine engine =
        nodes
            .node("first")
            .engine(
                Duration.ofHours(1),
                (errand, run) -> run.inTransaction(() -> nodes.effect(run.jobId())));
    AtomicInteger woken = new AtomicInteger();
    JobQueue queue =
        nodes.queue(
            () -> {
              woken.incrementAndGet();
              engine.wake();
            });
    engine.start();
    running.add(engine);

    long job =
        nodes.inTransaction(
            () -> {
              long id = queue.enqueue(Nodes.TYPE, new Nodes.Errand("hello"));
              assertThat(woken).hasValue(0);
              return id;
            });

    assertThat(woken).hasValue(1);
    until(() -> isDone(job), PATIENCE);
    assertThatThrownBy(
            () ->
                nodes.inTransaction(
                    () -> {
                      queue.enqueue(Nodes.TYPE, new Nodes.Errand("hello"));
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(woken).hasValue(1);
  }

  private long enqueueOnceItAnswers() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return nodes.enqueue();
      } catch (RuntimeException e) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    }
  }

  @Test
  void aJobThatFailsRunsAgainWhenItIsDue() throws Exception {
    startNode(
        (errand, run) -> {
          if (run.attempt() == 1) {
            throw new JobFault("once");
          }
          return null;
        });
    long job = nodes.enqueue();
    until(() -> nodes.job(job).lastError() != null, PROMISED);
    assertThat(nodes.job(job).state()).isEqualTo(JobState.SCHEDULED);

    nodes.clock().advance(Duration.ofSeconds(1));

    until(() -> isDone(job), PROMISED);
    assertThat(nodes.job(job).attempts()).isEqualTo(2);
  }

  private boolean isDone(long job) {
    return nodes.job(job).state() == JobState.SUCCEEDED;
  }

  private static void until(BooleanSupplier holds, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("until it holds").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
