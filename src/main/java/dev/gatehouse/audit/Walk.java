package dev.gatehouse.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Goes along the chain entry by entry and says where it is not what it was. */
final class Walk {
  private final Seals seals;
  private Link reached;

  Walk(Seals seals, Link start) {
    this.seals = seals;
    this.reached = start;
  }

  Link reached() {
    return reached;
  }

  /** Goes to that link of the chain, whose entries up to there were pruned. */
  void skipTo(Link link) {
    reached = link;
  }

  /** Goes on to the next entry in the order of numbers, unless that is not the next one. */
  Optional<Fault> step(Entry entry) {
    long number = requireNonNull(entry.number(), "an entry of the chain");
    if (number <= reached.number()) {
      return Optional.of(Fault.slippedIn(entry));
    }
    if (number > reached.number() + 1) {
      return Optional.of(Fault.removed(reached.number() + 1));
    }
    boolean isWhole = seals.isWhole(entry);
    String seal = entry.seal();
    if (seal == null || !seals.isNext(reached, entry.mac(), seal)) {
      return Optional.of(isWhole ? Fault.changed(entry) : Fault.slippedIn(entry));
    }
    if (!isWhole) {
      // a forged entry may have been chained before anybody looked
      return Optional.of(Fault.changedOrSlippedIn(entry));
    }
    reached = new Link(number, seal);
    return Optional.empty();
  }
}
