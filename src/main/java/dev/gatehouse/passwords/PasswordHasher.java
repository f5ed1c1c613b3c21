package dev.gatehouse.passwords;

import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.ratelimit.ClientNetwork;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Hashes and verifies passwords. All work on a password, including NFKC normalization, runs in its
 * own bulkhead; passwords over 4 KiB are never processed. Callers must not hold a database
 * connection, except requests with an Idempotency-Key, whose number is bounded. Thread-safe.
 */
public final class PasswordHasher {
  /** In UTF-8. */
  private static final int MOST_BYTES = 4096;

  private final HashingBulkhead bulkhead;
  private final PreferredScheme preferred;
  private final ConstantTimeVerifier verifier;
  private final UnaryOperator<String> normalizer;

  PasswordHasher(
      HashingBulkhead bulkhead, PreferredScheme preferred, ConstantTimeVerifier verifier) {
    this(bulkhead, preferred, verifier, TextRules::nfkc);
  }

  PasswordHasher(
      HashingBulkhead bulkhead,
      PreferredScheme preferred,
      ConstantTimeVerifier verifier,
      UnaryOperator<String> normalizer) {
    this.bulkhead = bulkhead;
    this.preferred = preferred;
    this.verifier = verifier;
    this.normalizer = normalizer;
  }

  /**
   * Hashes a password with the configured scheme.
   *
   * @param password of a length that was validated
   * @param client the client, because networks share the bulkhead
   * @param recheck runs if hashing had to wait, just before it begins; throws if the hash has
   *     become useless
   * @throws dev.gatehouse.platform.problems.Failure {@code unavailable} if its turn does not come
   */
  public String hash(String password, InetAddress client, Runnable recheck) {
    if (TextRules.isLongerThan(MOST_BYTES, password)) {
      throw new IllegalArgumentException("The password is too long");
    }
    return bulkhead.run(
        ClientNetwork.network(client), recheck, () -> preferred.hash(normalizer.apply(password)));
  }

  /** A pending verification of a password; without a hash every password is wrong. */
  public PasswordVerification verification(
      String password, Optional<String> stored, InetAddress client) {
    return new PasswordVerification(
        recheck ->
            bulkhead.run(ClientNetwork.network(client), recheck, () -> verify(password, stored)));
  }

  private PasswordVerification.Verdict verify(String password, Optional<String> stored) {
    if (TextRules.isLongerThan(MOST_BYTES, password)) {
      verifier.verify("", Optional.empty());
      return PasswordVerification.Verdict.WRONG;
    }
    String normal = normalizer.apply(password);
    boolean right =
        verifier.verify(normal, stored)
            // foreign hashes are of the password as typed; none of ours is of a text that NFKC
            // changes
            || (!normal.equals(password) && verifier.verify(password, stored));
    if (!right) {
      return PasswordVerification.Verdict.WRONG;
    }
    return preferred.isOutdated(normal, stored.orElseThrow())
        ? PasswordVerification.Verdict.RIGHT_BUT_OUTDATED
        : PasswordVerification.Verdict.RIGHT;
  }

  /** Whether the text is a hash that can be verified. */
  public boolean isSupported(String stored) {
    return verifier.isSupported(stored);
  }
}
