package dev.gatehouse.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the first entry that was changed, removed or slipped in. */
public final class Verifier {
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final Seals seals;
  private final Chain chain;

  Verifier(AuditDao dao, Seals seals, Chain chain) {
    this.dao = dao;
    this.seals = seals;
    this.chain = chain;
  }

  /**
   * Verifies the whole trail.
   *
   * @param known a head from the log, which the chain must hold
   */
  public Verdict verify(Optional<Link> known) {
    chain.extendNow();
    return new Run(known).verdict();
  }

  /** One verification. */
  private final class Run {
    private final Optional<Bound> head = dao.findBound(Bound.HEAD);
    private final Optional<Bound> anchor = dao.findBound(Bound.ANCHOR);
    private final Walk walk =
        new Walk(seals, anchor.filter(seals::isGenuine).map(Bound::link).orElse(Link.START));
    private final List<Link> marks;
    private long entries;

    Run(Optional<Link> known) {
      this.marks = Stream.concat(known.stream(), head.map(Bound::link).stream()).toList();
    }

    Verdict verdict() {
      Optional<Fault> fault =
          anchor
              .flatMap(this::forged)
              .or(() -> head.flatMap(this::forged))
              .or(this::alongTheChain)
              .or(this::atItsEnd)
              .or(this::behindIt);
      return new Verdict(fault, entries, walk.reached());
    }

    private Optional<Fault> alongTheChain() {
      Optional<Fault> fault = meetMarks();
      long lastNumber = Long.MIN_VALUE;
      long lastId = Long.MIN_VALUE;
      while (fault.isEmpty()) {
        List<Entry> batch = dao.listChained(lastNumber, lastId, BATCH);
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        for (Entry entry : batch) {
          fault = step(entry);
          if (fault.isPresent()) {
            return fault;
          }
          lastNumber = walk.reached().number();
          lastId = entry.id();
          entries++;
        }
      }
      return fault;
    }

    private Optional<Fault> step(Entry entry) {
      Optional<Fault> fault = walk.step(entry);
      if (fault.isPresent() && skipPruned()) {
        fault = walk.step(entry);
      }
      return fault.or(this::meetMarks);
    }

    /** Whether what is missing before that entry was pruned since the verification began. */
    private boolean skipPruned() {
      Optional<Link> pruned =
          dao.findBound(Bound.ANCHOR)
              .filter(seals::isGenuine)
              .map(Bound::link)
              .filter(link -> link.number() > walk.reached().number());
      pruned.ifPresent(walk::skipTo);
      return pruned.isPresent();
    }

    /** Where it is known what the chain was, it must still be that. */
    private Optional<Fault> meetMarks() {
      Link reached = walk.reached();
      return marks.stream()
          .filter(mark -> mark.number() == reached.number() && !mark.equals(reached))
          .map(mark -> new Fault("entry number " + mark.number() + " is not the one it was"))
          .findFirst();
    }

    private Optional<Fault> atItsEnd() {
      if (head.isEmpty() && walk.reached().number() > 0) {
        return Optional.of(new Fault("the mark of the newest entry was removed"));
      }
      long newest = marks.stream().mapToLong(Link::number).max().orElse(0);
      return newest > walk.reached().number()
          ? Optional.of(Fault.removed(walk.reached().number() + 1))
          : Optional.empty();
    }

    private Optional<Fault> forged(Bound bound) {
      return seals.isGenuine(bound)
          ? Optional.empty()
          : Optional.of(new Fault("the " + bound.name() + " of the chain was changed"));
    }

    /** What came in since the chain was extended. */
    private Optional<Fault> behindIt() {
      long lastId = Long.MIN_VALUE;
      while (true) {
        List<Entry> batch = dao.listUnchained(lastId, BATCH);
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        for (Entry entry : batch) {
          if (!seals.isWhole(entry)) {
            return Optional.of(Fault.slippedIn(entry));
          }
          lastId = entry.id();
          entries++;
        }
      }
    }
  }
}
