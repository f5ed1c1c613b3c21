package dev.gatehouse.tokens;

import java.time.Instant;

/**
 * A newly made token; the only place that holds its text.
 *
 * @param text for the link
 */
public record OneTimeToken(String text, TokenPurpose purpose, Instant expiresAt) {
  /** Omits the text. */
  @Override
  public String toString() {
    return "OneTimeToken[" + purpose + " until " + expiresAt + "]";
  }
}
