package dev.gatehouse.passwords;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/**
 * Makes and checks password hashes, in a bulkhead of its own. Passwords are compared after NFKC.
 * Thread-safe. No connection may be held while it works.
 */
public final class PasswordHasher {
  private final HashingBulkhead bulkhead;
  private final HashScheme preferred;
  private final List<HashScheme> known;
  private final String nobodysHash;

  PasswordHasher(HashingBulkhead bulkhead, HashScheme preferred, List<HashScheme> known) {
    this.bulkhead = bulkhead;
    this.preferred = preferred;
    this.known = List.copyOf(known);
    this.nobodysHash = preferred.decoy();
  }

  /** A new hash in the configured scheme. */
  public String hash(String password) {
    String normal = normalise(password);
    return bulkhead.run(() -> preferred.hash(normal));
  }

  /**
   * Whether the password is the one of the stored hash. Without a hash it takes as long and is not.
   */
  public boolean matches(String password, Optional<String> stored) {
    String normal = normalise(password);
    return bulkhead.run(
        () -> {
          boolean same = check(normal, stored.orElse(nobodysHash));
          return same && stored.isPresent();
        });
  }

  /** Whether the stored hash should be replaced by one in the configured scheme and strength. */
  public boolean isOutdated(String stored) {
    return !preferred.recognises(stored) || preferred.isOutdated(stored);
  }

  private boolean check(String normal, String stored) {
    for (HashScheme scheme : known) {
      if (scheme.recognises(stored)) {
        return scheme.matches(normal, stored);
      }
    }
    return false;
  }

  private static String normalise(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}
