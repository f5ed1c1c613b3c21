package dev.gatehouse.tokens;

import java.time.Duration;

/** An access token and its lifetime. */
public record IssuedToken(String text, Duration lifetime) {
  /** Hides the token. */
  @Override
  public String toString() {
    return "IssuedToken";
  }
}
