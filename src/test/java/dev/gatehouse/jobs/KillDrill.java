package dev.gatehouse.jobs;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes as processes of their own, which are killed, frozen and told to end while they work. */
class KillDrill {
  private static final int JOBS = 1_000;
  private static final int KILLS = 14;
  private static final Duration TAKEN_OVER = Duration.ofSeconds(60);
  private static final Duration STARTED = Duration.ofSeconds(2);
  private static final Duration PAST_THE_LEASE = Duration.ofSeconds(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path REPORT = Path.of("target", "kill-drill.md");

  private final Random random = new Random();
  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 2, 4));
  private final Clock clock = Clock.systemUTC();
  private final JobDao jobs = database.dao(JobDao.class);
  private final JobQueue queue =
      new JobQueue(jobs, database.transactions(), type -> true, () -> {}, clock);
  private final List<Process> nodes = new ArrayList<>();
  private final Map<Long, Instant> killedAt = new HashMap<>();

  @BeforeEach
  void makeTheTableOfEffects() {
    TestDatabase.execute(
        url,
        "create table effect (job bigint not null, pid bigint not null,"
            + " at timestamptz not null default clock_timestamp())");
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.destroyForcibly().onExit().join());
    database.stop();
  }

  @Test
  void ofAThousandJobsNoneIsLostThoughNodesAreKilledAtRandom() throws Exception {
    Process first = startNode();
    Process second = startNode();
    Instant began = clock.instant();
    for (int kill = 0; kill < KILLS; kill++) {
      enqueue(JOBS / (KILLS + 1));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(200, 3_000));
      if (random.nextBoolean()) {
        first = killed(first);
      } else {
        second = killed(second);
      }
    }
    enqueue(JOBS - count("job"));

    await().atMost(PATIENCE).until(() -> count("job where state = 'succeeded'") == JOBS);

    Duration took = Duration.between(began, clock.instant());
    Duration longest = longestTakeOver();
    int again = count("effect") - count("(select distinct job from effect) as done");
    report(
        "%d jobs of 50 to 500 ms, %d kills in %d s: %d jobs lost their node, the longest was taken over after %.1f s; %d effects missing, %d done twice"
            .formatted(
                JOBS,
                KILLS,
                took.toSeconds(),
                count("job where history @> '[{\"outcome\":\"lost\"}]'"),
                longest.toMillis() / 1000.0,
                JOBS - count("(select distinct job from effect) as done"),
                again));
    assertThat(count("(select distinct job from effect) as done")).isEqualTo(JOBS);
    assertThat(count("job_schedule")).isZero();
    assertThat(longest).isLessThan(TAKEN_OVER);
    assertDueJobsStartInTime();
  }

  private Process killed(Process node) throws IOException {
    killedAt.put(node.pid(), clock.instant());
    node.destroyForcibly().onExit().join();
    return startNode();
  }

  /** From a kill to the beginning of the next attempt at what the node was doing. */
  private Duration longestTakeOver() {
    Duration longest = Duration.ZERO;
    for (String history : histories()) {
      JsonNode attempts = JobJson.tree(history);
      for (int i = 0; i + 1 < attempts.size(); i++) {
        if (attempts.get(i).path("outcome").asText().equals("lost")) {
          long pid = Long.parseLong(attempts.get(i).path("node").asText().split("-", -1)[0]);
          Instant next = Instant.parse(attempts.get(i + 1).path("started_at").asText());
          Duration wait = Duration.between(killedAt.getOrDefault(pid, next), next);
          longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
      }
    }
    return longest;
  }

  private void assertDueJobsStartInTime() throws InterruptedException {
    List<Long> due = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      due.add(queue.enqueue(DrillNode.TYPE, new DrillNode.Work(1)));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(100, 700));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> due.stream().allMatch(id -> find(id).state() == JobState.SUCCEEDED));

    for (long id : due) {
      Job job = find(id);
      Instant startedAt = job.startedAt() == null ? Instant.MAX : job.startedAt();
      assertThat(Duration.between(job.runAt(), startedAt)).isLessThan(STARTED);
    }
  }

  @Test
  void aNodeThatWasFrozenPastItsLeaseWritesNothingWhenItWakesUp() throws Exception {
    List<Long> begun = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      begun.add(queue.enqueue(DrillNode.TYPE, new DrillNode.Work(5_000)));
    }
    Process sleeper = startNode();
    await().atMost(PATIENCE).until(() -> count("job where state = 'running'") == 10);
    signal("STOP", sleeper);
    Instant frozenAt = clock.instant();
    startNode();

    await()
        .atMost(PATIENCE)
        .until(() -> begun.stream().allMatch(id -> find(id).state() == JobState.SUCCEEDED));
    Duration took = Duration.between(frozenAt, clock.instant());
    await()
        .atMost(PATIENCE)
        .until(() -> Duration.between(frozenAt, clock.instant()).compareTo(PAST_THE_LEASE) > 0);
    signal("CONT", sleeper);
    long later = queue.enqueue(DrillNode.TYPE, new DrillNode.Work(5_000));
    await().atMost(PATIENCE).until(() -> find(later).state() == JobState.SUCCEEDED);

    report(
        "10 jobs of a node that froze were done by another after %.1f s"
            .formatted(took.toMillis() / 1000.0));
    assertThat(count("effect where pid = " + sleeper.pid() + " and job <> " + later)).isZero();
    assertThat(count("effect")).isEqualTo(11);
    assertThat(count("job where state = 'succeeded'")).isEqualTo(11);
    assertThat(took).isLessThan(TAKEN_OVER);
  }

  @Test
  void aNodeThatIsToldToEndGivesItsJobsBackAtOnce() throws Exception {
    List<Process> both = List.of(startNode(), startNode());
    long slow = queue.enqueue(DrillNode.TYPE, new DrillNode.Work(12_000));
    await().atMost(PATIENCE).until(() -> find(slow).state() == JobState.RUNNING);
    String runner = String.valueOf(find(slow).node());
    Process leaving =
        both.stream().filter(node -> runner.startsWith(node.pid() + "-")).findFirst().orElseThrow();

    leaving.destroy();
    assertThat(leaving.waitFor(15, TimeUnit.SECONDS)).isTrue();
    Instant left = clock.instant();
    await().atMost(PATIENCE).until(() -> !runner.equals(find(slow).node()));
    assertThat(find(slow).attempts()).isEqualTo(1);
    Duration took = Duration.between(left, clock.instant());
    await().atMost(PATIENCE).until(() -> find(slow).state() == JobState.SUCCEEDED);

    report("A job of a node that ended ran again %d ms later".formatted(took.toMillis()));
    assertThat(took).isLessThan(STARTED);
    assertThat(count("effect")).isEqualTo(1);
  }

  private void enqueue(int number) {
    database
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < number; i++) {
                queue.enqueue(DrillNode.TYPE, new DrillNode.Work(random.nextInt(50, 501)));
              }
            });
  }

  private Job find(long id) {
    return jobs.find(id).orElseThrow();
  }

  private int count(String rows) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + rows).mapTo(Integer.class).one());
  }

  private List<String> histories() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select history from job").mapTo(String.class).list());
  }

  private Process startNode() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DrillNode.class.getName());
    builder.environment().put(DrillNode.DATABASE, url.reveal());
    builder.redirectErrorStream(true);
    Process node = builder.start();
    nodes.add(node);
    BufferedReader output = node.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.equals(DrillNode.READY)) {
      line = output.readLine();
    }
    assertThat(line).as("the node's output").isNotNull();
    Thread drain = new Thread(() -> output.lines().forEach(written -> {}));
    drain.setDaemon(true);
    drain.start();
    return node;
  }

  private static void signal(String name, Process process) throws Exception {
    int status =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    assertThat(status).isZero();
  }

  private static void report(String line) {
    try {
      Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
