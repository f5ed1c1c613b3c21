package dev.gatehouse.audit;

import dev.gatehouse.platform.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prunes entries past their retention and moves the anchor of the chain. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final AuditMac mac;
  private final RetiredKeys retired;
  private final Transactions transactions;
  private final Clock clock;

  Retention(
      AuditDao dao, AuditMac mac, RetiredKeys retired, Transactions transactions, Clock clock) {
    this.dao = dao;
    this.mac = mac;
    this.retired = retired;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Prunes entries older than that. */
  void prune(Duration keep) {
    Instant oldest = clock.instant().minus(keep);
    while (transactions.inTransaction(() -> dao.tryLock() && pruneBatch(oldest))) {
      // until nothing is left
    }
  }

  /** Returns whether there may be more. Entries with a discrepancy stay, as evidence. */
  private boolean pruneBatch(Instant oldest) {
    long epoch = mac.epoch();
    Optional<ChainCheckpoint> anchor = dao.findCheckpoint(ChainCheckpoint.ANCHOR);
    if (anchor.isPresent() && !mac.isGenuine(anchor.get())) {
      LOG.error("audit_broken");
      return false;
    }
    ChainHead start = anchor.map(ChainCheckpoint::head).orElse(ChainHead.START);
    ChainStepper stepper = new ChainStepper(mac, retired.read(), start);
    List<AuditEntry> entries = dao.listChained(start.number(), Long.MAX_VALUE, BATCH);
    for (AuditEntry entry : entries) {
      if (!entry.at().isBefore(oldest)) {
        break;
      }
      if (stepper.step(entry).isPresent()) {
        LOG.error("audit_broken");
        break;
      }
    }
    ChainHead reached = stepper.reached();
    if (reached.equals(start)) {
      return false;
    }
    dao.prune(reached.number());
    dao.pruneRetired(reached.number());
    dao.putCheckpoint(mac.checkpoint(ChainCheckpoint.ANCHOR, reached), epoch);
    return reached.number() == start.number() + BATCH;
  }
}
