package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.RequestOrigin;

/** What an operator does with the key ring. */
public final class KeyRingService {
  private static final AuditTarget TARGET = AuditTarget.of("key_ring", "current");

  private final KeyRing ring;
  private final AuditLog audit;
  private final Transactions transactions;

  KeyRingService(KeyRing ring, AuditLog audit, Transactions transactions) {
    this.ring = ring;
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
}
