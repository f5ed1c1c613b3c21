package dev.gatehouse.mfa;

import dev.gatehouse.ratelimit.SignInAttempt;
import org.jspecify.annotations.Nullable;

/**
 * A proof and the credentials it was verified against.
 *
 * @param hash hash of the verified password
 * @param factor the second factor whose code was verified; null if none was on
 */
public record ProofResult(
    SignInAttempt attempt,
    String currentPassword,
    @Nullable String code,
    @Nullable String hash,
    @Nullable String factor) {
  ProofResult with(String newHash, @Nullable String newFactor) {
    return new ProofResult(attempt, currentPassword, code, newHash, newFactor);
  }

  /** Omits secrets. */
  @Override
  public String toString() {
    return "ProofResult[" + attempt.userId() + "]";
  }
}
