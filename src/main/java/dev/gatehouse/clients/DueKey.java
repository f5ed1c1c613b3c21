package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that expires soon.
 *
 * @param userId the owner, or else {@code serviceAccountId}
 * @param lifeSeconds how long it was made for; null if for ever
 * @param told the stage of the last notice, see {@link KeyExpiryNotices}
 */
public record DueKey(
    long id,
    @Nullable Long userId,
    @Nullable Long serviceAccountId,
    String name,
    String prefix,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Long lifeSeconds,
    int told) {
  /** Lives are stored in whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  Actor owner() {
    return userId == null
        ? Actor.serviceAccount(Objects.requireNonNull(serviceAccountId))
        : Actor.person(userId);
  }

  /** Whether it was made for longer than this, and not cut short by a rotation. */
  boolean livesLongerThan(Duration lead) {
    if (lifeSeconds == null) {
      return false;
    }
    Duration life = Duration.ofSeconds(lifeSeconds);
    boolean isCutShort = expiresAt.isBefore(createdAt.plus(life).minus(ROUNDING));
    return !isCutShort && life.compareTo(lead) > 0;
  }
}
