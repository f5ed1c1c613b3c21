package dev.gatehouse.jobs;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Permission;
import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wires the jobs. Handlers are added before the service starts. */
public final class JobsModule implements Feature {
  /** A due job is found within this time if nothing wakes the scheduler. */
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration SWEEPING = Duration.ofHours(1);

  private final List<JobHandler<?>> handlers = new CopyOnWriteArrayList<>();
  private final List<RecurringTask> tasks = new CopyOnWriteArrayList<>();
  private final JobQueue queue;
  private final JobService service;
  private final JobList list;
  private final JobsResource resource;
  private final List<AccessRule> requesterRules;
  private final JobGauges gauges;
  private final FinishedJobSweeper finished;
  private final RecurringScheduler recurring;
  private final JobScheduler scheduler;
  private final boolean runsJobs;

  public JobsModule(JobsConfig config, AuditLog audit, Database database, Clock clock) {
    JobDao jobs = database.dao(JobDao.class);
    ScheduleDao schedule = database.dao(ScheduleDao.class);
    Transactions transactions = database.transactions();
    String node = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    Leases leases = new Leases(jobs, schedule, transactions, clock, node);
    Backoff backoff = new Backoff(config.firstRetry(), config.longestRetry(), new SecureRandom());
    JobRunner runner = new JobRunner(leases, jobs, database, backoff, config.attempts(), clock);
    this.queue = new JobQueue(jobs, transactions, this::hasHandler, this::wake, clock);
    this.service = new JobService(jobs, schedule, this::isStoppable, audit, transactions, clock);
    this.list = new JobList(JobDao.pages(database));
    this.resource = new JobsResource(service, list);
    this.requesterRules = List.of(new RequesterRule.Reading(jobs), new RequesterRule.Writing(jobs));
    this.gauges = new JobGauges(jobs, clock);
    this.finished = new FinishedJobSweeper(jobs, () -> handlers, config.keep(), clock);
    this.recurring = new RecurringScheduler(() -> tasks, database.outage()::explains);
    this.scheduler =
        new JobScheduler(
            database, config.threads(), POLL, node, runner, leases, () -> handlers, clock);
    this.runsJobs = config.threads() > 0;
  }

  public JobQueue queue() {
    return queue;
  }

  public JobService jobs() {
    return service;
  }

  public JobList list() {
    return list;
  }

  public void addHandlers(List<? extends JobHandler<?>> further) {
    handlers.addAll(further);
  }

  public void addRecurring(List<RecurringTask> further) {
    tasks.addAll(further);
  }

  @Override
  public void showIn(Metrics metrics) {
    gauges.addTo(metrics);
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }

  @Override
  public List<AccessRule> accessRules() {
    return requesterRules;
  }

  @Override
  public List<Permission> permissions() {
    return List.of(JobPermission.values());
  }

  @Override
  public List<Managed> managed() {
    return runsJobs ? List.of(scheduler, recurring) : List.of(recurring);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("jobs.sweep", SWEEPING, finished::sweep));
  }

  private void wake() {
    scheduler.wake();
  }

  private boolean hasHandler(String type) {
    return handlers.stream().anyMatch(handler -> handler.type().name().equals(type));
  }

  private boolean isStoppable(String type) {
    return handlers.stream()
        .anyMatch(handler -> handler.type().name().equals(type) && handler.isStoppable());
  }
}
