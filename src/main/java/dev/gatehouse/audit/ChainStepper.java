package dev.gatehouse.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Follows the chain entry by entry and reports the first discrepancy. */
final class ChainStepper {
  private final AuditMac mac;
  private RetiredKeys.Parts retired;
  private ChainHead reached;

  ChainStepper(AuditMac mac, RetiredKeys.Parts retired, ChainHead start) {
    this.mac = mac;
    this.retired = retired;
    this.reached = start;
  }

  ChainHead reached() {
    return reached;
  }

  /** Goes on with the keys as they are by now. */
  void use(RetiredKeys.Parts newer) {
    retired = newer;
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
    List<byte[]> keys = retired.of(number).orElseGet(mac::chainKeys);
    boolean isWhole = mac.isIntact(entry, keys);
    String seal = entry.seal();
    if (seal == null || !mac.isNext(reached, entry.mac(), seal, keys)) {
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
