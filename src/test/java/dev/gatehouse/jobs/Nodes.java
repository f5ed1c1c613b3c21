package dev.gatehouse.jobs;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Nodes on a database of their own, which pick and run jobs only when a test says so. */
final class Nodes implements AutoCloseable {
  static final int ATTEMPTS = 3;
  static final JobsConfig CONFIG =
      new JobsConfig(
          4, ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofDays(30));
  static final JobType<Errand> TYPE = new JobType<>("test.errand", Errand.class);

  private final Database database;
  private final SettableClock clock;
  private final JobDao jobs;
  private final ScheduleDao schedule;
  private final JobService service;

  Nodes() {
    this(TestDatabase.open(), SettableClock.ofToday());
  }

  Nodes(Database database, SettableClock clock) {
    this.database = database;
    this.clock = clock;
    this.jobs = database.dao(JobDao.class);
    this.schedule = database.dao(ScheduleDao.class);
    this.service = module(List.of()).jobs();
    database
        .jdbi()
        .useHandle(handle -> handle.execute("create table if not exists effect (job bigint)"));
  }

  record Errand(String word) {}

  /** What an attempt does. */
  @FunctionalInterface
  interface Doing {
    @Nullable Object run(Errand errand, JobContext run) throws Exception;
  }

  /** Does errands. */
  record Errands(JobType<Errand> type, Doing doing, boolean isStoppable)
      implements JobHandler<Errand> {
    Errands(Doing doing, boolean isStoppable) {
      this(TYPE, doing, isStoppable);
    }

    Errands(String type, Doing doing) {
      this(new JobType<>(type, Errand.class), doing, false);
    }

    @Override
    public @Nullable Object run(Errand payload, JobContext run) throws Exception {
      return doing.run(payload, run);
    }
  }

  /** Jobs that are kept for a day if they succeed. */
  static final JobHandler<Errand> BRIEF =
      new JobHandler<>() {
        @Override
        public JobType<Errand> type() {
          return new JobType<>("test.brief", Errand.class);
        }

        @Override
        public @Nullable Object run(Errand payload, JobContext run) {
          return null;
        }

        @Override
        public Duration retention(Duration usual) {
          return Duration.ofDays(1);
        }
      };

  static Errands errands(Doing doing) {
    return new Errands(doing, false);
  }

  /** One process among those that share the database. */
  final class Node {
    final Leases leases;
    final JobRunner runner;
    private final String name;

    private Node(String name) {
      this.name = name;
      this.leases = new Leases(jobs, schedule, database.transactions(), clock, name);
      Backoff backoff = new Backoff(CONFIG.firstRetry(), CONFIG.longestRetry(), new Random(1));
      this.runner = new JobRunner(leases, jobs, database, backoff, ATTEMPTS, clock);
    }

    /** Picks a job as the engine does; the version of the pick. */
    long pick(long id) {
      return database
          .jdbi()
          .withHandle(
              handle ->
                  handle
                      .createQuery(
                          """
                          update job_schedule set
                            picked = true, picked_by = :node, version = version + 1,
                            last_heartbeat = execution_time
                          where task_instance = cast(:id as text) and not picked
                          returning version
                          """)
                      .bind("node", name)
                      .bind("id", id)
                      .mapTo(Long.class)
                      .one());
    }

    /** What runs jobs here, and looks for them that often. */
    JobScheduler engine(Duration poll, Doing doing) {
      return engine(1, poll, List.of(errands(doing)));
    }

    JobScheduler engine(int threads, Duration poll, List<JobHandler<?>> handlers) {
      return new JobScheduler(database, threads, poll, name, runner, leases, () -> handlers, clock);
    }

    /** Makes one attempt. */
    Job attempt(long id, Doing doing) {
      return attempt(id, errands(doing));
    }

    Job attempt(long id, JobHandler<?> handler) {
      runner.run(handler, id, pick(id));
      return job(id);
    }
  }

  Node node(String name) {
    return new Node(name);
  }

  JobsModule module(List<JobHandler<?>> handlers) {
    return module(CONFIG, database, clock, handlers);
  }

  /** A module as the application makes it, whose engine does not run yet. */
  static JobsModule module(
      JobsConfig config, Database database, Clock clock, List<? extends JobHandler<?>> handlers) {
    DerivedKeys keys = TestSecrets.keys(TestSecrets.DEFAULT);
    AuditModule audit =
        new AuditModule(new AuditConfig(null, Duration.ofSeconds(1)), keys, database, clock);
    JobsModule module = new JobsModule(config, audit.log(), database, clock);
    module.addHandlers(handlers);
    return module;
  }

  JobService service() {
    return service;
  }

  SettableClock clock() {
    return clock;
  }

  JobQueue queue() {
    return queue(() -> {});
  }

  JobQueue queue(Runnable wake) {
    return new JobQueue(jobs, database.transactions(), type -> true, wake, clock);
  }

  long enqueue() {
    return queue().enqueue(TYPE, new Errand("hello"));
  }

  long enqueue(String type) {
    return queue().enqueue(new JobType<>(type, Errand.class), new Errand("hello"));
  }

  /** Picks jobs as a node does. */
  List<PickedJob> pick(int most) {
    return schedule.pick(TYPE.name(), "picker", clock.instant(), most);
  }

  Job job(long id) {
    return service.get(id);
  }

  int sweep() {
    int before = count("job");
    new FinishedJobSweeper(jobs, () -> List.of(BRIEF), CONFIG.keep(), clock).sweep();
    return before - count("job");
  }

  <T> T inTransaction(Supplier<T> work) {
    return database.transactions().inTransaction(work);
  }

  /** An effect that can be counted. */
  boolean effect(long job) {
    database.jdbi().useHandle(handle -> handle.execute("insert into effect values (?)", job));
    return true;
  }

  /** What the server goes by, in the thread's transaction. */
  String setting(String name) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select current_setting(:name)")
                    .bind("name", name)
                    .mapTo(String.class)
                    .one());
  }

  void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  List<JobCount> counts(int most) {
    return jobs.count(most);
  }

  int count(String table) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  @Override
  public void close() {
    database.stop();
  }
}
