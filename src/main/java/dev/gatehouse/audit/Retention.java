package dev.gatehouse.audit;

import dev.gatehouse.platform.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prunes entries that are older than is kept, and seals where the chain begins from then on. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final Seals seals;
  private final Transactions transactions;
  private final Clock clock;

  Retention(AuditDao dao, Seals seals, Transactions transactions, Clock clock) {
    this.dao = dao;
    this.seals = seals;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Prunes what is older. */
  void prune(Duration keep) {
    Instant oldest = clock.instant().minus(keep);
    while (transactions.inTransaction(() -> dao.tryLock() && pruneBatch(oldest))) {
      // until nothing is left
    }
  }

  /** Whether there may be more. What is not in order stays, for it is evidence. */
  private boolean pruneBatch(Instant oldest) {
    Optional<Bound> anchor = dao.findBound(Bound.ANCHOR);
    if (anchor.isPresent() && !seals.isGenuine(anchor.get())) {
      LOG.error("audit_broken");
      return false;
    }
    Link start = anchor.map(Bound::link).orElse(Link.START);
    Walk walk = new Walk(seals, start);
    List<Entry> entries = dao.listChained(start.number(), Long.MAX_VALUE, BATCH);
    for (Entry entry : entries) {
      if (!entry.at().isBefore(oldest)) {
        break;
      }
      if (walk.step(entry).isPresent()) {
        LOG.error("audit_broken");
        break;
      }
    }
    Link reached = walk.reached();
    if (reached.equals(start)) {
      return false;
    }
    dao.prune(reached.number());
    dao.put(seals.bound(Bound.ANCHOR, reached));
    return reached.number() == start.number() + BATCH;
  }
}
