package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.ChainHead;
import dev.gatehouse.nodes.Nodes;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.paging.CursorKeyUse;
import dev.gatehouse.platform.security.KeyUse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

public final class KeyRingModule implements Feature {
  private final KeyRing ring;
  private final Rekey rekey;
  private final KeyRingService service;

  /**
   * Wires the ring.
   *
   * @param sealed the last entry of the audit trail under a key that was replaced
   */
  public KeyRingModule(
      KeyRing ring,
      Nodes nodes,
      AuditLog audit,
      Supplier<Optional<ChainHead>> sealed,
      Database database,
      Clock clock) {
    nodes.keep(ring);
    this.ring = ring;
    this.rekey =
        new Rekey(
            ring,
            database.dao(KeyRingDao.class),
            database.dao(RekeyDao.class),
            nodes,
            audit,
            sealed,
            database.transactions(),
            clock);
    this.service = new KeyRingService(ring, rekey, audit, database.transactions());
  }

  public KeyRingService service() {
    return service;
  }

  /**
   * Adds what a replacement of the root key does with the data of all features.
   *
   * @throws IllegalStateException if data under one of the uses would be lost
   */
  public void addSteps(List<RekeyStep> steps, Collection<KeyUse> uses) {
    Rekey.requireComplete(steps, uses);
    rekey.addSteps(steps);
  }

  /** What the operator of a service should know. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!ring.isUnderCurrent()) {
      warnings.add(
          "The key ring is wrapped under APP_JWT_SECRET_PREVIOUS. Before you remove that, run: keys rewrap config.yml");
    }
    if (rekey.isUnderWay()) {
      warnings.add(
          "The replacement of the root key is not finished. If nobody is at it, run: keys rewrap --rekey config.yml");
    }
    return warnings;
  }

  /** Those of the platform too, which is no feature. */
  @Override
  public List<KeyUse> keyUses() {
    return Stream.<KeyUse[]>of(RingKeyUse.values(), CursorKeyUse.values())
        .flatMap(Stream::of)
        .toList();
  }
}
