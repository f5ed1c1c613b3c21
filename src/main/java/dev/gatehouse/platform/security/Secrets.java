package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.SecretString;
import java.util.Optional;

/**
 * The one secret of the house.
 *
 * @param current makes what is new
 * @param previous still reads what it made, while a change of secrets is under way
 * @param source where the current one comes from, a variable or a file, for messages
 */
public record Secrets(SecretString current, Optional<SecretString> previous, String source) {
  /** Secrets from the configuration. */
  public Secrets(SecretString current, Optional<SecretString> previous) {
    this(current, previous, "APP_JWT_SECRET");
  }
}
