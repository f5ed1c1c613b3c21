package dev.gatehouse.audit;

import dev.gatehouse.platform.database.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains committed entries in an order of its own, so that writers do not wait for each other. One
 * node at a time chains. Thread-safe.
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

  /** Chains all committed entries, unless another node is doing so. */
  void extend() {
    while (dao.hasUnchained() && extendBy(dao::tryLock)) {
      // until nothing is left
    }
  }

  /** Chains all committed entries; false if the end of the chain is not genuine. */
  boolean extendNow() {
    while (dao.hasUnchained()) {
      if (!extendBy(() -> dao.lock() == 1)) {
        return false;
      }
    }
    return true;
  }

  /** The end of the chain; empty if the stored checkpoint is not genuine. */
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

  /** Logs the head, so that a copy is kept outside the database. */
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

  /**
   * Chains some, in a transaction that has the lock; false if the end is not genuine. Chaining
   * after a forged end would hide the forgery.
   */
  boolean extendByBatch() {
    long epoch = mac.epoch();
    Optional<ChainHead> head = head();
    if (head.isEmpty()) {
      LOG.error("audit_broken");
      return false;
    }
    List<AuditEntry> entries = dao.listUnchained(BATCH);
    List<Long> ids = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    List<String> seals = new ArrayList<>();
    ChainHead link = head.get();
    for (AuditEntry entry : entries) {
      link = mac.next(link, entry.mac());
      ids.add(entry.id());
      numbers.add(link.number());
      seals.add(link.seal());
    }
    dao.chain(ids, numbers, seals);
    dao.putCheckpoint(mac.checkpoint(ChainCheckpoint.HEAD, link), epoch);
    erasure.eraseLate(entries);
    return true;
  }
}
