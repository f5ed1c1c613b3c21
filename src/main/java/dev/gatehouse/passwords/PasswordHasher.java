package dev.gatehouse.passwords;

import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.ratelimit.ClientNetwork;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes and checks password hashes. All work on a password, its normalising too, is done in a
 * bulkhead of its own, and none on one over 4 KiB. Passwords are compared after NFKC. Thread-safe.
 * No connection may be held while it works, but by a request with an Idempotency-Key, of which
 * there are only so many at once.
 */
public final class PasswordHasher {
  /** Of UTF-8. */
  private static final int MOST_BYTES = 4096;

  private final HashingBulkhead bulkhead;
  private final PreferredScheme preferred;
  private final ConstantTimeVerifier verifier;
  private final UnaryOperator<String> normalizer;

  PasswordHasher(HashingBulkhead bulkhead, PreferredScheme preferred, ConstantTimeVerifier checks) {
    this(bulkhead, preferred, checks, TextRules::nfkc);
  }

  PasswordHasher(
      HashingBulkhead bulkhead,
      PreferredScheme preferred,
      ConstantTimeVerifier checks,
      UnaryOperator<String> normaliser) {
    this.bulkhead = bulkhead;
    this.preferred = preferred;
    this.verifier = checks;
    this.normalizer = normaliser;
  }

  /**
   * A new hash in the configured scheme.
   *
   * @param password whose length was judged before
   * @param client who asks; networks share the bulkhead
   * @param lookAgain is done if the hash had to wait for its turn, just before it is begun, and
   *     throws if it is of no use any more
   * @throws dev.gatehouse.platform.problems.Failure {@code unavailable} if its turn does not come
   */
  public String hash(String password, InetAddress client, Runnable lookAgain) {
    if (TextRules.isLongerThan(MOST_BYTES, password)) {
      throw new IllegalArgumentException("No password may be that long");
    }
    return bulkhead.run(
        ClientNetwork.network(client), lookAgain, () -> preferred.hash(normalizer.apply(password)));
  }

  /** A pending check of a password; without a hash no password is right. */
  public PasswordVerification verification(
      String password, Optional<String> stored, InetAddress client) {
    return new PasswordVerification(
        lookAgain ->
            bulkhead.run(ClientNetwork.network(client), lookAgain, () -> verify(password, stored)));
  }

  private PasswordVerification.Verdict verify(String password, Optional<String> stored) {
    if (TextRules.isLongerThan(MOST_BYTES, password)) {
      verifier.verify("", Optional.empty());
      return PasswordVerification.Verdict.WRONG;
    }
    String normal = normalizer.apply(password);
    boolean right =
        verifier.verify(normal, stored)
            // other systems hash what was typed; none of ours is the hash of such a text
            || (!normal.equals(password) && verifier.verify(password, stored));
    if (!right) {
      return PasswordVerification.Verdict.WRONG;
    }
    return preferred.isOutdated(normal, stored.orElseThrow())
        ? PasswordVerification.Verdict.RIGHT_BUT_OUTDATED
        : PasswordVerification.Verdict.RIGHT;
  }

  /** Whether the text is a hash that can be checked. */
  public boolean isSupported(String stored) {
    return verifier.isSupported(stored);
  }
}
