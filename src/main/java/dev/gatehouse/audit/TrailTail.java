package dev.gatehouse.audit;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the newest entries of the trail, in bounded time and without chaining any. Thread-safe.
 */
public final class TrailTail {
  private final AuditDao dao;
  private final AuditMac mac;
  private final RetiredKeys retired;

  TrailTail(AuditDao dao, AuditMac mac, RetiredKeys retired) {
    this.dao = dao;
    this.mac = mac;
    this.retired = retired;
  }

  /** The tail of a database whose keys are these. */
  public static TrailTail of(Database database, DerivedKeys keys) {
    AuditDao dao = database.dao(AuditDao.class);
    return new TrailTail(dao, new AuditMac(keys), new RetiredKeys(dao, keys));
  }

  /**
   * What was seen.
   *
   * @param discrepancy the first one
   * @param unchainedSince when the oldest entry was written that is not chained yet
   */
  public record Seen(Optional<Discrepancy> discrepancy, Optional<Instant> unchainedSince) {}

  /** Verifies the newest {@code most} chained entries and the oldest one that is not. */
  public Seen look(int most) {
    Optional<Discrepancy> discrepancy = verify(most);
    if (discrepancy.isPresent()) {
      // the chain may have grown, or lost its beginning, between two of the queries
      discrepancy = verify(most);
    }
    Optional<AuditEntry> unchained = dao.listUnchained(1).stream().findFirst();
    return new Seen(
        discrepancy.or(
            () ->
                unchained
                    .filter(entry -> !mac.isIntact(entry, mac.chainKeys()))
                    .map(Discrepancy::inserted)),
        unchained.map(AuditEntry::at));
  }

  private Optional<Discrepancy> verify(int most) {
    RetiredKeys.Parts parts = retired.read();
    if (parts.forged().isPresent()) {
      return parts.forged().map(Discrepancy::retired);
    }
    Optional<ChainHead> last = dao.findLast();
    Optional<ChainCheckpoint> head = dao.findCheckpoint(ChainCheckpoint.HEAD);
    Optional<ChainCheckpoint> anchor = dao.findCheckpoint(ChainCheckpoint.ANCHOR);
    Optional<ChainCheckpoint> forged =
        Stream.concat(anchor.stream(), head.stream())
            .filter(checkpoint -> !mac.isGenuine(checkpoint))
            .findFirst();
    if (forged.isPresent()) {
      return forged.map(Discrepancy::checkpoint);
    }
    if (head.isEmpty()) {
      return last.isEmpty() && anchor.isEmpty()
          ? Optional.empty()
          : Optional.of(Discrepancy.endRemoved());
    }
    ChainHead begin = anchor.map(ChainCheckpoint::head).orElse(ChainHead.START);
    ChainHead end = head.get().head();
    long from = end.number() - most;
    return from <= begin.number()
        ? follow(parts, begin, end, most)
        : dao.listChained(from - 1, Long.MAX_VALUE, 1).stream()
            .findFirst()
            .filter(entry -> Long.valueOf(from).equals(entry.number()) && entry.seal() != null)
            .map(
                entry ->
                    follow(parts, new ChainHead(from, String.valueOf(entry.seal())), end, most))
            .orElseGet(() -> Optional.of(Discrepancy.removed(from)));
  }

  private Optional<Discrepancy> follow(
      RetiredKeys.Parts parts, ChainHead begin, ChainHead end, int most) {
    ChainStepper stepper = new ChainStepper(mac, parts, begin);
    for (AuditEntry entry : dao.listChained(begin.number(), Long.MAX_VALUE, most)) {
      Optional<Discrepancy> discrepancy = stepper.step(entry);
      if (discrepancy.isPresent()) {
        return discrepancy;
      }
      if (stepper.reached().number() == end.number() && !stepper.reached().equals(end)) {
        return Optional.of(Discrepancy.replaced(end.number()));
      }
    }
    return stepper.reached().number() < end.number()
        ? Optional.of(Discrepancy.removed(stepper.reached().number() + 1))
        : Optional.empty();
  }
}
