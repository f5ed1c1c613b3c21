package dev.gatehouse.passwords;

import dev.gatehouse.platform.problems.FieldError;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/**
 * Settings of password hashing.
 *
 * @param hash the scheme of new hashes
 * @param bcryptCost the base-2 logarithm of bcrypt's rounds
 * @param hashingQueue how many passwords may wait for hashing before callers are refused
 */
public record PasswordsConfig(
    Scheme hash,
    @Range(min = 4, max = 16, message = "must be 4 to 16") Integer bcryptCost,
    @Range(min = 1, max = 10_000, message = "must be 1 to 10000") Integer hashingQueue) {
  private static final int WEAK_BELOW = 10;

  public enum Scheme {
    BCRYPT,
    ARGON2ID
  }

  public PasswordsConfig {
    hash = hash == null ? Scheme.BCRYPT : hash;
    bcryptCost = bcryptCost == null ? 12 : bcryptCost;
    hashingQueue = hashingQueue == null ? 64 : hashingQueue;
  }

  /** A setting that is allowed but insecure. */
  public Optional<FieldError> warning() {
    return hash == Scheme.BCRYPT && bcryptCost < WEAK_BELOW
        ? Optional.of(
            new FieldError("bcrypt_cost", "a bcrypt cost below 10 makes stolen hashes easy prey"))
        : Optional.empty();
  }
}
