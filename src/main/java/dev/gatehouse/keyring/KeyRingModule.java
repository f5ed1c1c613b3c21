package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.paging.CursorKeyUse;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.stream.Stream;

public final class KeyRingModule implements Feature {
  private final KeyRingService service;

  public KeyRingModule(KeyRing ring, AuditLog audit, Database database) {
    this.service = new KeyRingService(ring, audit, database.transactions());
  }

  public KeyRingService service() {
    return service;
  }

  /** Those of the platform too, which is no feature. */
  @Override
  public List<KeyUse> keyUses() {
    return Stream.<KeyUse[]>of(RingKeyUse.values(), CursorKeyUse.values())
        .flatMap(Stream::of)
        .toList();
  }
}
