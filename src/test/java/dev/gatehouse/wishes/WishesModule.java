package dev.gatehouse.wishes;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.users.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class WishesModule implements Feature {
  private final WishesConfig config;
  private final WishService service;
  private final WishesResource resource;
  private final VerifiedRule rule;
  private final TellJob tellJob;

  public WishesModule(
      WishesConfig config,
      UserDirectory users,
      Mailer mailer,
      JobQueue jobs,
      AuditLog audit,
      Metrics metrics,
      Database database,
      Clock clock) {
    WishDao dao = database.dao(WishDao.class);
    this.config = config;
    this.service =
        new WishService(
            config,
            dao,
            WishDao.pages(database),
            jobs,
            audit,
            metrics.counter("gatehouse_wishes_total", "Wishes added"),
            database.transactions(),
            clock);
    this.resource = new WishesResource(service);
    this.rule = new VerifiedRule(users);
    this.tellJob = new TellJob(dao, users, mailer, clock);
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }

  @Override
  public List<AccessRule> accessRules() {
    return List.of(rule);
  }

  @Override
  public List<JobHandler<?>> jobHandlers() {
    return List.of(tellJob);
  }

  @Override
  public List<MailType> mailTypes() {
    return List.of(WishMail.values());
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("wishes.look", config.lookEvery(), service::look),
        new RecurringTask("wishes.sweep", Duration.ofHours(1), service::sweep));
  }
}
