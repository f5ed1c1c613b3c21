package dev.gatehouse.audit;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class AuditModule implements Feature {
  private static final Duration HEADS = Duration.ofMinutes(1);
  private static final Duration WATCHING = Duration.ofMinutes(1);
  private static final Duration PRUNING = Duration.ofHours(1);

  private final AuditConfig config;
  private final Chain chain;
  private final Retention retention;
  private final AuditLog log;
  private final TrailVerifier verifier;
  private final TrailWatch watch;
  private final TrailExporter exporter;
  private final AuditResource resource;
  private final RetiredKeys retired;
  private final RekeyedTrail rekeyed;

  public AuditModule(AuditConfig config, DerivedKeys keys, Database database, Clock clock) {
    AuditDao dao = database.dao(AuditDao.class);
    AuditMac mac = new AuditMac(keys);
    this.retired = new RetiredKeys(dao, keys);
    Erasure erasure = new Erasure(dao, mac);
    this.config = config;
    this.chain = new Chain(dao, mac, erasure, database.transactions());
    this.retention = new Retention(dao, mac, retired, database.transactions(), clock);
    this.log = new AuditLog(dao, mac, erasure, clock);
    this.verifier = new TrailVerifier(dao, mac, retired, chain);
    this.rekeyed = new RekeyedTrail(dao, mac, chain, retired, clock);
    this.watch = new TrailWatch(new TrailTail(dao, mac, retired), clock);
    this.exporter = new TrailExporter(dao, chain);
    this.resource = new AuditResource(new AuditList(AuditDao.pages(database)));
  }

  public AuditLog log() {
    return log;
  }

  public TrailVerifier verifier() {
    return verifier;
  }

  public TrailExporter exporter() {
    return exporter;
  }

  @Override
  public void showIn(Metrics metrics) {
    watch.addTo(metrics);
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(AuditKeyUse.values());
  }

  /** The last entry that is sealed under a key which was replaced. */
  public Optional<ChainHead> retiredUpTo() {
    return retired.last();
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return rekeyed.steps();
  }

  @Override
  public List<Permission> permissions() {
    return List.of(AuditPermission.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }

  @Override
  public List<RecurringTask> recurring() {
    List<RecurringTask> tasks = new ArrayList<>();
    tasks.add(new RecurringTask("audit.chain", config.chainEvery(), chain::extend));
    tasks.add(new RecurringTask("audit.log_head", HEADS, chain::logHead));
    tasks.add(new RecurringTask("audit.watch", WATCHING, watch::look));
    Duration keep = config.keep();
    if (keep != null) {
      tasks.add(new RecurringTask("audit.prune", PRUNING, () -> retention.prune(keep)));
    }
    return tasks;
  }
}
