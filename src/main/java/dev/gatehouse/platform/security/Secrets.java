package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.SecretString;
import java.util.Optional;

/**
 * The signing secret.
 *
 * @param current for new data
 * @param previous still accepted for existing data during a rotation
 * @param source the variable or file of the current secret, for messages
 */
public record Secrets(SecretString current, Optional<SecretString> previous, String source) {
  /** Secrets from the configuration. */
  public Secrets(SecretString current, Optional<SecretString> previous) {
    this(current, previous, "APP_JWT_SECRET");
  }
}
