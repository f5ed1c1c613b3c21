package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import java.time.Clock;

/** Wires the sessions. */
public final class SessionsModule implements Feature {
  private final SessionService sessions;

  public SessionsModule(
      SessionsConfig config, DerivedKeys keys, AuditLog audit, Database database, Clock clock) {
    this.sessions =
        new SessionService(
            database.dao(SessionDao.class),
            new RefreshTokens(keys),
            config,
            audit,
            database.transactions(),
            clock);
  }

  public SessionService sessions() {
    return sessions;
  }
}
