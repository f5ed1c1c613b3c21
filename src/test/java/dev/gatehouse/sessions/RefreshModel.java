package dev.gatehouse.sessions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the contract says of refresh tokens, told by the history of each token instead of by what a
 * session keeps. Tokens are numbers, the first is 0.
 */
final class RefreshModel {
  static final Duration GRACE = Duration.ofSeconds(10);
  static final int REFUSED = -1;

  private static final long NEVER = -1;

  private final List<Integer> replacing = new ArrayList<>(List.of(REFUSED));
  private final List<Long> replacedAt = new ArrayList<>(List.of(NEVER));
  private long now;
  private int current;
  private boolean ended;

  RefreshModel() {}

  RefreshModel(RefreshModel other) {
    replacing.clear();
    replacing.addAll(other.replacing);
    replacedAt.clear();
    replacedAt.addAll(other.replacedAt);
    now = other.now;
    current = other.current;
    ended = other.ended;
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  boolean hasEnded() {
    return ended;
  }

  /** The token that the one given is exchanged for. */
  int refresh(int token) {
    if (ended) {
      return REFUSED;
    }
    long replaced = replacedAt.get(token);
    if (token == current) {
      return replace(token);
    }
    if (replaced != NEVER && now - replaced < GRACE.toMillis()) {
      return current;
    }
    if (replaced != NEVER && replacing.get(current) == token) {
      return replace(token);
    }
    ended = true;
    return REFUSED;
  }

  private int replace(int token) {
    replacedAt.set(token, now);
    replacing.add(token);
    replacedAt.add(NEVER);
    current = replacing.size() - 1;
    return current;
  }
}
