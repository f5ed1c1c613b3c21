package dev.gatehouse.tokens;

import java.time.Instant;

/**
 * A token that has just been made, and the only one to know its text.
 *
 * @param text for the link
 */
public record OneTimeToken(String text, TokenPurpose purpose, Instant expiresAt) {
  /** Without the text. */
  @Override
  public String toString() {
    return "OneTimeToken[" + purpose + " until " + expiresAt + "]";
  }
}
