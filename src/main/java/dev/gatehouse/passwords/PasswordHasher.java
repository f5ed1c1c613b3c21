package dev.gatehouse.passwords;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Makes and checks password hashes, in a bulkhead of its own. Passwords are compared after NFKC.
 * Thread-safe. No connection may be held while it works, but by a request with an Idempotency-Key,
 * of which there are only so many at once.
 */
public final class PasswordHasher {
  private final HashingBulkhead bulkhead;
  private final PreferredScheme preferred;
  private final EvenChecks checks;

  PasswordHasher(HashingBulkhead bulkhead, PreferredScheme preferred, EvenChecks checks) {
    this.bulkhead = bulkhead;
    this.preferred = preferred;
    this.checks = checks;
  }

  /** A new hash in the configured scheme. */
  public String hash(String password) {
    String normal = normalise(password);
    return bulkhead.run(() -> preferred.hash(normal));
  }

  /**
   * Whether the password is the one of the stored hash. Without a hash, or with one that cannot be
   * read, it takes as long and is not.
   */
  public boolean matches(String password, Optional<String> stored) {
    String normal = normalise(password);
    return bulkhead.run(
        () ->
            checks.check(normal, stored)
                // other systems hash what was typed; none of ours is the hash of such a text
                || (!normal.equals(password) && checks.check(password, stored)));
  }

  /** Whether the text is a hash that {@link #matches} can check. */
  public boolean recognises(String stored) {
    return checks.recognises(stored);
  }

  /**
   * Whether the stored hash should be replaced by one in the configured scheme and strength.
   *
   * @param password the right one
   */
  public boolean isOutdated(String password, String stored) {
    return preferred.isOutdated(normalise(password), stored);
  }

  private static String normalise(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}
