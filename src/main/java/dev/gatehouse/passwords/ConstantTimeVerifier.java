package dev.gatehouse.passwords;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Verifies passwords in a time that reveals nothing about the account: without a hash a decoy is
 * verified, and a cheaper hash is followed by work up to the configured effort. Thread-safe.
 */
final class ConstantTimeVerifier {
  /** A new measurement moves the average by 1/INERTIA. */
  private static final int INERTIA = 8;

  private static final long UNKNOWN = 0;

  private final PreferredScheme preferred;
  private final List<HashScheme> others;
  private final StoredHash decoy;
  private final LongSupplier processorTime;
  private final AtomicLong fullCheck = new AtomicLong(UNKNOWN);

  /**
   * Creates a verifier for hashes of all the schemes.
   *
   * @param processorTime CPU time of the current thread in nanoseconds
   */
  ConstantTimeVerifier(
      PreferredScheme preferred, List<HashScheme> others, LongSupplier processorTime) {
    this.preferred = preferred;
    this.others = List.copyOf(others);
    this.decoy = preferred.decoy();
    this.processorTime = processorTime;
  }

  /** Whether the text is a hash of one of the schemes, within its bounds. */
  boolean isSupported(String stored) {
    return preferred.read(stored).isPresent()
        || others.stream().anyMatch(scheme -> scheme.read(stored).isPresent());
  }

  boolean verify(String password, Optional<String> stored) {
    Optional<StoredHash> own = stored.flatMap(preferred::read);
    if (own.isPresent()) {
      return verifyPreferred(password, own.get());
    }
    Optional<StoredHash> foreign =
        stored.flatMap(
            text -> others.stream().flatMap(scheme -> scheme.read(text).stream()).findFirst());
    if (foreign.isPresent()) {
      return verifyForeign(password, foreign.get());
    }
    verifyPreferred(password, decoy);
    return false;
  }

  /** Within one scheme the effort tells exactly how much work is missing. */
  private boolean verifyPreferred(String password, StoredHash hash) {
    long began = processorTime.getAsLong();
    boolean same = hash.matches(password);
    if (hash.effort() < decoy.effort()) {
      preferred.burn(1 - (double) hash.effort() / decoy.effort());
    } else if (hash.effort() == decoy.effort()) {
      learn(processorTime.getAsLong() - began);
    }
    return same;
  }

  /** The effort of another scheme is not comparable, so its CPU time is measured. */
  private boolean verifyForeign(String password, StoredHash hash) {
    long began = processorTime.getAsLong();
    boolean same = hash.matches(password);
    long used = processorTime.getAsLong() - began;
    long full = fullCheck.get();
    if (full == UNKNOWN) {
      verifyPreferred(password, decoy);
    } else if (used < full) {
      preferred.burn(1 - (double) used / full);
    }
    return same;
  }

  private void learn(long used) {
    fullCheck.updateAndGet(
        average -> average == UNKNOWN ? used : average + (used - average) / INERTIA);
  }
}
