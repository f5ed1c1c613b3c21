package dev.gatehouse.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Goes along the chain entry by entry and says where it is not what it was. */
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

  /** Goes to that link of the chain, whose entries up to there were pruned. */
  void skipTo(ChainHead head) {
    reached = head;
  }

  /** Goes on to the next entry in the order of numbers, unless that is not the next one. */
  Optional<Discrepancy> step(AuditEntry entry) {
    long number = requireNonNull(entry.number(), "an entry of the chain");
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
      // a forged entry may have been chained before anybody looked
      return Optional.of(Discrepancy.changedOrInserted(entry));
    }
    reached = new ChainHead(number, seal);
    return Optional.empty();
  }
}
