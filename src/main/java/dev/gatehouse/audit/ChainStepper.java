package dev.gatehouse.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Follows the chain entry by entry and reports the first discrepancy. */
final class ChainStepper {
  private final AuditMac mac;
  private ChainHead reached;

  ChainStepper(AuditMac mac, ChainHead start) {
    this.mac = mac;
    this.reached = start;
  }

  ChainHead reached() {
    return reached;
  }

  /** Jumps to a position whose entries before it were pruned. */
  void skipTo(ChainHead head) {
    reached = head;
  }

  /** Advances to the entry, unless it does not follow the current position. */
  Optional<Discrepancy> step(AuditEntry entry) {
    long number = requireNonNull(entry.number(), "number of a chained entry");
    if (number <= reached.number()) {
      return Optional.of(Discrepancy.inserted(entry));
    }
    if (number > reached.number() + 1) {
      return Optional.of(Discrepancy.removed(reached.number() + 1));
    }
    boolean isWhole = mac.isIntact(entry);
    String seal = entry.seal();
    if (seal == null || !mac.isNext(reached, entry.mac(), seal)) {
      return Optional.of(isWhole ? Discrepancy.changed(entry) : Discrepancy.inserted(entry));
    }
    if (!isWhole) {
      // a forged entry may have been chained before it was noticed
      return Optional.of(Discrepancy.changedOrInserted(entry));
    }
    reached = new ChainHead(number, seal);
    return Optional.empty();
  }
}
