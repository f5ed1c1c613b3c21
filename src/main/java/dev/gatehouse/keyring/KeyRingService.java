package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.List;
import java.util.function.Consumer;

/** What an operator does with the key ring. */
public final class KeyRingService {
  private static final AuditTarget TARGET = AuditTarget.of("key_ring", "current");

  private final KeyRing ring;
  private final Rekey rekey;
  private final AuditLog audit;
  private final Transactions transactions;

  KeyRingService(KeyRing ring, Rekey rekey, AuditLog audit, Transactions transactions) {
    this.ring = ring;
    this.rekey = rekey;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Wraps the ring anew under the secret, so that the previous one is no longer needed. Repeated,
   * it does nothing.
   *
   * @return whether there was anything to do
   */
  public boolean rewrap(RequestOrigin origin) {
    return transactions.inTransaction(
        () -> {
          boolean rewrapped = ring.rewrap() > 0;
          if (rewrapped) {
            audit.record(origin, RingAction.RING_REWRAPPED, TARGET);
          }
          return rewrapped;
        });
  }

  /**
   * Replaces the root of the ring and, with it, every derived key: whoever knows the old ones can
   * do nothing with them. If an earlier call was interrupted, it goes on where that one stopped.
   *
   * @param progress is told what is done and what it waits for
   * @return what became of the data, in lines
   * @throws OperatorException if another call is under way, or a node does not follow
   */
  public List<String> rekey(RequestOrigin origin, Consumer<String> progress) {
    return rekey.run(origin, progress);
  }

  /** Whether the secret of before is still configured, so that nodes can read what it wrapped. */
  public boolean hasPrevious() {
    return ring.previous().isPresent();
  }
}
