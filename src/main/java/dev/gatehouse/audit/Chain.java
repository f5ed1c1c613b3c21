package dev.gatehouse.audit;

import dev.gatehouse.platform.database.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains entries once they are committed, in an order of its own, so that those who write them need
 * not wait for each other. One node at a time does it. Thread-safe.
 */
final class Chain {
  private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final AuditMac mac;
  private final Erasure erasure;
  private final Transactions transactions;

  Chain(AuditDao dao, AuditMac mac, Erasure erasure, Transactions transactions) {
    this.dao = dao;
    this.mac = mac;
    this.erasure = erasure;
    this.transactions = transactions;
  }

  /** Chains what there is, unless another node is doing that already. */
  void extend() {
    while (dao.hasUnchained() && extendBy(dao::tryLock)) {
      // until nothing is left
    }
  }

  /** Chains what there is; false if that cannot be because the end of the chain is not genuine. */
  boolean extendNow() {
    while (dao.hasUnchained()) {
      if (!extendBy(() -> dao.lock() == 1)) {
        return false;
      }
    }
    return true;
  }

  /** The newest link; empty if what the database says of it is not genuine. */
  Optional<ChainHead> head() {
    Optional<ChainCheckpoint> head = dao.findCheckpoint(ChainCheckpoint.HEAD);
    Optional<ChainHead> last = dao.findLast();
    if (head.isEmpty()) {
      boolean isNew = last.isEmpty() && dao.findCheckpoint(ChainCheckpoint.ANCHOR).isEmpty();
      return isNew ? Optional.of(ChainHead.START) : Optional.empty();
    }
    if (!mac.isGenuine(head.get())) {
      return Optional.empty();
    }
    ChainHead link = head.get().head();
    return Optional.of(last.filter(newer -> newer.number() > link.number()).orElse(link));
  }

  /** Logs the newest link, which is kept where the database cannot reach. */
  void logHead() {
    head()
        .ifPresent(
            link ->
                LOG.atInfo()
                    .addKeyValue("number", link.number())
                    .addKeyValue("hash", link.seal())
                    .log("audit_head"));
  }

  private boolean extendBy(BooleanSupplier lock) {
    return transactions.inTransaction(() -> lock.getAsBoolean() && extendByBatch());
  }

  /** To go on behind a forged end would hide that it is one. */
  private boolean extendByBatch() {
    Optional<ChainHead> head = head();
    if (head.isEmpty()) {
      LOG.error("audit_broken");
      return false;
    }
    List<AuditEntry> entries = dao.listUnchained(BATCH);
    List<Long> ids = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    List<String> made = new ArrayList<>();
    ChainHead link = head.get();
    for (AuditEntry entry : entries) {
      link = mac.next(link, entry.mac());
      ids.add(entry.id());
      numbers.add(link.number());
      made.add(link.seal());
    }
    dao.chain(ids, numbers, made);
    dao.putCheckpoint(mac.checkpoint(ChainCheckpoint.HEAD, link));
    erasure.eraseLate(entries);
    return true;
  }
}
