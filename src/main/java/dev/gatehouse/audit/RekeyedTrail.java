package dev.gatehouse.audit;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.KeyUse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hands the trail over to a new key. The entries keep their seals, so heads that were logged still
 * fit. Proofs of erasure are made anew, as they are not in the chain.
 */
final class RekeyedTrail {
  /** Few of these ids have an entry that was erased. */
  private static final int IDS = 5000;

  /** Of entries to be chained; what is left is done in further parts. */
  private static final int MOST_BATCHES = 10;

  private final AuditDao dao;
  private final AuditMac mac;
  private final Chain chain;
  private final RetiredKeys retired;
  private final Clock clock;

  RekeyedTrail(AuditDao dao, AuditMac mac, Chain chain, RetiredKeys retired, Clock clock) {
    this.dao = dao;
    this.mac = mac;
    this.chain = chain;
    this.retired = retired;
    this.clock = clock;
  }

  List<RekeyStep> steps() {
    return List.of(new Erasures(), new Seal());
  }

  private final class Erasures implements RekeyStep.ById {
    @Override
    public String name() {
      return "audit.erasures";
    }

    @Override
    public String outcome() {
      return "proofs of erasure made anew";
    }

    @Override
    public Set<KeyUse> uses() {
      return Set.of(AuditKeyUse.CHAIN);
    }

    @Override
    public long newestId() {
      return dao.newestId();
    }

    @Override
    public Part next(RowsById rows, Rekeying rekeying) {
      Map<Long, String> renewed = new HashMap<>();
      for (ErasedEntry entry : dao.listErased(rows.after(), rows.after() + IDS)) {
        proof(entry).ifPresent(proof -> renewed.put(entry.id(), proof));
      }
      List<Long> ids = List.copyOf(renewed.keySet());
      dao.renewErasures(ids, ids.stream().map(renewed::get).map(Objects::requireNonNull).toList());
      return rows.done(IDS, ids.size());
    }

    /** One that is not genuine stays, as evidence. */
    private Optional<String> proof(ErasedEntry entry) {
      return Stream.of(entry.actorId(), entry.targetUser())
          .filter(Objects::nonNull)
          .map(userId -> mac.renewErasure(entry.erasure(), userId))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }

  private final class Seal implements RekeyStep {
    @Override
    public String name() {
      return "audit.anchor";
    }

    @Override
    public String outcome() {
      return "audit entries sealed by an anchor";
    }

    @Override
    public Set<KeyUse> uses() {
      return Set.of(AuditKeyUse.CHAIN, AuditKeyUse.RETIRED);
    }

    /** The last entry that may be under the old key. */
    @Override
    public String start() {
      return Long.toString(dao.newestId());
    }

    @Override
    public Part next(String position, Rekeying rekeying) {
      long newest = Long.parseLong(position);
      dao.lock();
      for (int i = 0; i < MOST_BATCHES && isUnchained(newest); i++) {
        if (!chain.extendByBatch()) {
          break;
        }
      }
      if (isUnchained(newest) && chain.head().isPresent()) {
        return Part.before(position, 0);
      }
      // a broken chain is handed over as it is, and stays broken
      Optional<ChainHead> end = chain.head().or(dao::findLast).filter(head -> head.number() > 0);
      retired.renew();
      end.ifPresent(head -> retired.add(head, mac.chainKeys(), clock.instant()));
      Stream.of(ChainCheckpoint.HEAD, ChainCheckpoint.ANCHOR)
          .flatMap(name -> dao.findCheckpoint(name).stream())
          .filter(mac::isGenuine)
          .forEach(
              mark ->
                  dao.putCheckpoint(mac.checkpoint(mark.name(), mark.head()), rekeying.epoch()));
      return Part.last(end.map(ChainHead::number).orElse(0L));
    }

    /** Whether an entry up to that one is not chained yet. */
    private boolean isUnchained(long newest) {
      return dao.findOldestUnchained().filter(id -> id <= newest).isPresent();
    }
  }
}
