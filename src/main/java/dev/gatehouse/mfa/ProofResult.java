package dev.gatehouse.mfa;

import dev.gatehouse.ratelimit.SignInAttempt;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gave as a proof, and what it was held against.
 *
 * @param hash of the password that was right
 * @param factor the second factor whose code was right; null if none was on
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

  /** Without what must not be logged. */
  @Override
  public String toString() {
    return "Proven[" + attempt.userId() + "]";
  }
}
