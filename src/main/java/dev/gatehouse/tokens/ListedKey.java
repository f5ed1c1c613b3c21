package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as an operator sees it.
 *
 * @param droppedAt when it is dropped, at the earliest; null if that is not known yet
 */
public record ListedKey(
    String kid,
    String algorithm,
    State state,
    Instant createdAt,
    Instant signsFrom,
    @Nullable Instant droppedAt) {
  /** What a key does. */
  public enum State {
    /** Is published and will sign. */
    NEXT,
    SIGNING,
    /** Signs no longer, and its tokens are still accepted. */
    PUBLISHED,
    RETIRED;

    /** The form to show. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
