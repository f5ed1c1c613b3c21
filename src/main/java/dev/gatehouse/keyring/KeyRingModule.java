package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.paging.CursorKeyUse;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.stream.Stream;

public final class KeyRingModule implements Feature {
  private final KeyRing ring;
  private final KeyRingService service;

  public KeyRingModule(KeyRing ring, AuditLog audit, Database database) {
    this.ring = ring;
    this.service = new KeyRingService(ring, audit, database.transactions());
  }

  public KeyRingService service() {
    return service;
  }

  /** What the operator of a service should know. */
  public List<String> warnings() {
    return ring.isUnderCurrent()
        ? List.of()
        : List.of(
            "The key ring is wrapped under APP_JWT_SECRET_PREVIOUS. Before you remove that, run: keys rewrap config.yml");
  }

  /** Those of the platform too, which is no feature. */
  @Override
  public List<KeyUse> keyUses() {
    return Stream.<KeyUse[]>of(RingKeyUse.values(), CursorKeyUse.values())
        .flatMap(Stream::of)
        .toList();
  }
}
