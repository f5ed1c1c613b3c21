package dev.gatehouse.audit;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.Recurring;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.http.Lists;
import dev.gatehouse.platform.security.DerivedKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Wires the audit trail. */
public final class AuditModule implements Feature {
  private static final Duration HEADS = Duration.ofMinutes(1);
  private static final Duration PRUNING = Duration.ofHours(1);

  private final AuditConfig config;
  private final Chain chain;
  private final Retention retention;
  private final AuditLog log;
  private final Verifier verifier;
  private final Exporter exporter;
  private final AuditResource resource;

  public AuditModule(
      AuditConfig config, DerivedKeys keys, Lists lists, Database database, Clock clock) {
    AuditDao dao = database.dao(AuditDao.class);
    Seals seals = new Seals(keys);
    Erasure erasure = new Erasure(dao, seals);
    this.config = config;
    this.chain = new Chain(dao, seals, erasure, database.transactions());
    this.retention = new Retention(dao, seals, database.transactions(), clock);
    this.log = new AuditLog(dao, seals, erasure, clock);
    this.verifier = new Verifier(dao, seals, chain);
    this.exporter = new Exporter(dao, chain);
    this.resource = new AuditResource(new AuditList(AuditDao.pages(database)), lists);
  }

  public AuditLog log() {
    return log;
  }

  public Verifier verifier() {
    return verifier;
  }

  public Exporter exporter() {
    return exporter;
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }

  @Override
  public List<Recurring> recurring() {
    List<Recurring> works = new ArrayList<>();
    works.add(new Recurring("audit.chain", config.chainEvery(), chain::extend));
    works.add(new Recurring("audit.log_head", HEADS, chain::logHead));
    Duration keep = config.keep();
    if (keep != null) {
      works.add(new Recurring("audit.prune", PRUNING, () -> retention.prune(keep)));
    }
    return works;
  }
}
