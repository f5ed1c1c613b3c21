package dev.gatehouse.tokens;

import java.time.Duration;
import java.util.Locale;

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

  /** The stored form. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
