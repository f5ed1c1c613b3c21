package dev.gatehouse.jobs;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.RetryableJobException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs under the engine itself, on real threads and in real time. */
class JobSchedulerDaoTest {
  /** Two seconds are promised; a machine that does much else beside gets more. */
  private static final Duration IN_TIME = Duration.ofSeconds(8);

  private final DatabaseProxy wire = DatabaseProxy.to(TestDatabase.migrated());
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
    startNode(List.of(Nodes.errands(doing)));
  }

  private void startNode(List<JobHandler<?>> handlers) throws Exception {
    for (Managed each : nodes.module(handlers).managed()) {
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

    await().until(() -> jobs.stream().allMatch(this::isDone));
    assertThat(nodes.count("effect")).isEqualTo(40);
    assertThat(nodes.count("(select distinct job from effect) as done")).isEqualTo(40);
    assertThat(nodes.count("job_schedule")).isZero();
    assertThat(workers).containsExactlyInAnyOrder("first", "second");
  }

  private Object work(JobContext run, String worker, Set<String> workers) {
    workers.add(worker);
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    return run.inTransaction(() -> nodes.effect(run.jobId()));
  }

  @Test
  void aPickTakesNoMoreThanThereIsRoomForWhateverThePlannerBelieves() {
    nodes.enqueue();
    nodes.execute("analyze job_schedule");
    IntStream.range(0, 20).forEach(i -> nodes.enqueue());

    assertThat(nodes.pick(2)).hasSize(2);
  }

  @Test
  void aDueJobStartsInTimeAlsoAfterTheDatabaseWasAway() throws Exception {
    startNode((errand, run) -> run.inTransaction(() -> nodes.effect(run.jobId())));
    long before = nodes.enqueue();
    await().atMost(IN_TIME).until(() -> isDone(before));

    wire.cut();
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    wire.mend();

    long after = enqueueOnceItAnswers();
    await().atMost(IN_TIME).until(() -> isDone(after));
  }

  @Test
  void aJobOfThisNodeIsNotLookedForBeforeItIsCommittedAndThenAtOnce() throws Exception {
    JobScheduler scheduler =
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
              scheduler.wake();
            });
    scheduler.start();
    running.add(scheduler);

    long job =
        nodes.inTransaction(
            () -> {
              long id = queue.enqueue(Nodes.TYPE, new Nodes.Errand("hello"));
              assertThat(woken).hasValue(0);
              return id;
            });

    assertThat(woken).hasValue(1);
    await().until(() -> isDone(job));
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
    return await().ignoreExceptions().until(nodes::enqueue, job -> true);
  }

  @Test
  void aJobThatFailsRunsAgainWhenItIsDue() throws Exception {
    startNode(
        (errand, run) -> {
          if (run.attempt() == 1) {
            throw new RetryableJobException("once");
          }
          return null;
        });
    long job = nodes.enqueue();
    await().until(() -> nodes.job(job).lastError() != null);
    assertThat(nodes.job(job).state()).isEqualTo(JobState.SCHEDULED);

    nodes.clock().advance(Duration.ofSeconds(1));

    await().until(() -> isDone(job));
    assertThat(nodes.job(job).attempts()).isEqualTo(2);
  }

  @Test
  void aTypeThatHangsHoldsHalfOfTheThreadsAndEveryOtherTypeHasOneLeft() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger mails = new AtomicInteger();
    AtomicInteger imports = new AtomicInteger();
    startNode(
        List.of(
            new Nodes.Errands("mail", hanging(mails, over)),
            new Nodes.Errands("import", hanging(imports, over)),
            new Nodes.Errands("reset", (errand, run) -> null)));
    IntStream.range(0, 30).forEach(i -> nodes.enqueue("mail"));
    await().until(() -> mails.get() == 2);
    IntStream.range(0, 30).forEach(i -> nodes.enqueue("import"));
    await().until(() -> imports.get() > 0);

    List<Long> resets = IntStream.range(0, 5).mapToObj(i -> nodes.enqueue("reset")).toList();

    await().until(() -> resets.stream().allMatch(this::isDone));
    assertThat(mails).hasValue(2);
    assertThat(imports).hasValue(1);
    assertThat(nodes.count("job_schedule where picked")).isEqualTo(3);
    over.countDown();
    await().until(() -> nodes.count("job_schedule") == 0);
    assertThat(mails).hasValue(30);
  }

  private static Nodes.Doing hanging(AtomicInteger begun, CountDownLatch over) {
    return (errand, run) -> {
      begun.incrementAndGet();
      over.await();
      return null;
    };
  }

  @Test
  void aNodeWithOneThreadDoesTheJobsOfAllTypes() throws Exception {
    JobScheduler scheduler =
        nodes
            .node("only")
            .engine(
                1,
                Duration.ofMillis(50),
                List.of(
                    new Nodes.Errands("mail", (errand, run) -> null),
                    new Nodes.Errands("import", (errand, run) -> null)));
    IntStream.range(0, 10).forEach(i -> nodes.enqueue("mail"));
    long last = nodes.enqueue("import");
    scheduler.start();
    running.add(scheduler);

    await().until(() -> isDone(last));
    await().until(() -> nodes.count("job_schedule") == 0);
  }

  private boolean isDone(long job) {
    return nodes.job(job).state() == JobState.SUCCEEDED;
  }
}
