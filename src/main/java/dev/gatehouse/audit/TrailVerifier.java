package dev.gatehouse.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the first entry that was changed, removed or slipped in. */
public final class TrailVerifier {
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final AuditMac mac;
  private final RetiredKeys retired;
  private final Chain chain;

  TrailVerifier(AuditDao dao, AuditMac mac, RetiredKeys retired, Chain chain) {
    this.dao = dao;
    this.mac = mac;
    this.retired = retired;
    this.chain = chain;
  }

  /**
   * Chains all committed entries and verifies the whole trail.
   *
   * @param known a head from the log, which the chain must hold
   */
  public VerificationResult verify(Optional<ChainHead> known) {
    chain.extendNow();
    return new Run(known).result();
  }

  private final class Run {
    private final Optional<ChainCheckpoint> head = dao.findCheckpoint(ChainCheckpoint.HEAD);
    private final Optional<ChainCheckpoint> anchor = dao.findCheckpoint(ChainCheckpoint.ANCHOR);
    private RetiredKeys.Parts parts = retired.read();
    private final ChainStepper stepper =
        new ChainStepper(
            mac,
            parts,
            anchor.filter(mac::isGenuine).map(ChainCheckpoint::head).orElse(ChainHead.START));
    private final List<ChainHead> known;
    private long entries;

    Run(Optional<ChainHead> known) {
      this.known =
          Stream.of(known.stream(), head.map(ChainCheckpoint::head).stream(), parts.ends().stream())
              .flatMap(marks -> marks)
              .toList();
    }

    VerificationResult result() {
      Optional<Discrepancy> discrepancy =
          anchor
              .flatMap(this::checkGenuine)
              .or(() -> head.flatMap(this::checkGenuine))
              .or(this::checkRetired)
              .or(this::checkChain)
              .or(this::checkEnd)
              .or(this::checkUnchained);
      return new VerificationResult(
          discrepancy,
          entries,
          stepper.reached(),
          parts.ends().stream().max(Comparator.comparing(ChainHead::number)));
    }

    private Optional<Discrepancy> checkRetired() {
      return parts.forged().map(Discrepancy::retired);
    }

    private Optional<Discrepancy> checkChain() {
      Optional<Discrepancy> discrepancy = checkKnown();
      long lastNumber = Long.MIN_VALUE;
      long lastId = Long.MIN_VALUE;
      while (discrepancy.isEmpty()) {
        List<AuditEntry> batch = dao.listChained(lastNumber, lastId, BATCH);
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        for (AuditEntry entry : batch) {
          discrepancy = step(entry);
          if (discrepancy.isPresent()) {
            return discrepancy;
          }
          lastNumber = stepper.reached().number();
          lastId = entry.id();
          entries++;
        }
      }
      return discrepancy;
    }

    private Optional<Discrepancy> step(AuditEntry entry) {
      Optional<Discrepancy> discrepancy = stepper.step(entry);
      if (discrepancy.isPresent() && isOutrun()) {
        discrepancy = stepper.step(entry);
      }
      return discrepancy.or(this::checkKnown);
    }

    /** Whether the missing entries were pruned since the verification began. */
    private boolean skipPruned() {
      Optional<ChainHead> pruned =
          dao.findCheckpoint(ChainCheckpoint.ANCHOR)
              .filter(mac::isGenuine)
              .map(ChainCheckpoint::head)
              .filter(link -> link.number() > stepper.reached().number());
      pruned.ifPresent(stepper::skipTo);
      return pruned.isPresent();
    }

    /** Whether something has happened to the trail that explains it. */
    private boolean isOutrun() {
      boolean isRekeyed = hasNewerKeys();
      return skipPruned() || isRekeyed;
    }

    /** Whether the key of the trail was replaced since the verification began. */
    private boolean hasNewerKeys() {
      RetiredKeys.Parts newer = retired.read();
      boolean isNewer = newer.ends().size() > parts.ends().size();
      if (isNewer) {
        parts = newer;
        stepper.use(newer);
      }
      return isNewer;
    }

    /** The chain must match every known head that it reaches. */
    private Optional<Discrepancy> checkKnown() {
      ChainHead reached = stepper.reached();
      return known.stream()
          .filter(mark -> mark.number() == reached.number() && !mark.equals(reached))
          .map(mark -> Discrepancy.replaced(mark.number()))
          .findFirst();
    }

    private Optional<Discrepancy> checkEnd() {
      if (head.isEmpty() && stepper.reached().number() > 0) {
        return Optional.of(Discrepancy.endRemoved());
      }
      long newest = known.stream().mapToLong(ChainHead::number).max().orElse(0);
      return newest > stepper.reached().number()
          ? Optional.of(Discrepancy.removed(stepper.reached().number() + 1))
          : Optional.empty();
    }

    private Optional<Discrepancy> checkGenuine(ChainCheckpoint checkpoint) {
      return mac.isGenuine(checkpoint)
          ? Optional.empty()
          : Optional.of(Discrepancy.checkpoint(checkpoint));
    }

    /** Entries committed since the chain was extended. */
    private Optional<Discrepancy> checkUnchained() {
      long lastId = Long.MIN_VALUE;
      while (true) {
        List<AuditEntry> batch = dao.listUnchained(lastId, BATCH);
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        for (AuditEntry entry : batch) {
          if (!mac.isIntact(entry, mac.chainKeys())) {
            return Optional.of(Discrepancy.inserted(entry));
          }
          lastId = entry.id();
          entries++;
        }
      }
    }
  }
}
