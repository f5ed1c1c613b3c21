package dev.gatehouse.wishes;

import java.time.Instant;

public record Wish(long id, long userId, long productId, Instant createdAt) {
  /** A wish never changes. */
  static final long VERSION = 1;
}
