package dev.gatehouse.tokens;

import java.time.Duration;
import java.util.Locale;

/** What a one-time token is good for. */
public enum TokenPurpose {
  RESET(Duration.ofHours(1)),
  VERIFICATION(Duration.ofHours(24)),
  EMAIL_CHANGE(Duration.ofHours(24));

  private final Duration lifetime;

  TokenPurpose(Duration lifetime) {
    this.lifetime = lifetime;
  }

  Duration lifetime() {
    return lifetime;
  }

  /** As it is stored. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
