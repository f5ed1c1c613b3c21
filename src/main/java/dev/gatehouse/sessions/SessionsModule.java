package dev.gatehouse.sessions;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class SessionsModule implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final SessionService sessions;
  private final EndedSessions ended;

  public SessionsModule(
      SessionsConfig config, DerivedKeys keys, AuditLog audit, Database database, Clock clock) {
    SessionDao dao = database.dao(SessionDao.class);
    this.ended = new EndedSessions(dao);
    this.sessions =
        new SessionService(
            dao, new RefreshTokens(keys), config, audit, database.transactions(), clock);
  }

  public SessionService sessions() {
    return sessions;
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(SessionKeyUse.values());
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(ended);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("sessions.sweep", SWEEPING, sessions::sweep));
  }
}
