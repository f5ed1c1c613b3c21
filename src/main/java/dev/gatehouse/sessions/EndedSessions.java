package dev.gatehouse.sessions;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends the sessions whose refresh tokens were made under a root key that is replaced. */
final class EndedSessions implements RekeyStep {
  private static final int BATCH = 1000;
  private static final UUID FIRST = new UUID(0, 0);

  private final SessionDao dao;

  EndedSessions(SessionDao dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public String outcome() {
    return "sessions ended";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(SessionKeyUse.values());
  }

  @Override
  public Part next(String position, Rekeying rekeying) {
    UUID after = position.isEmpty() ? FIRST : UUID.fromString(position);
    List<UUID> ids = dao.listIds(after, BATCH);
    long ended = dao.deleteBeforeEpoch(ids, rekeying.epoch());
    return ids.size() < BATCH
        ? Part.last(ended)
        : Part.before(ids.get(ids.size() - 1).toString(), ended);
  }
}
