package dev.gatehouse.mfa;

import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.Passwords;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.ratelimit.SignInTry;
import java.util.Optional;

/** Asks for what only the account's owner knows before something grave is done. */
public final class Proof {
  private final Passwords passwords;
  private final PasswordHasher hasher;
  private final SignInLimits limits;

  public Proof(Passwords passwords, PasswordHasher hasher, SignInLimits limits) {
    this.passwords = passwords;
    this.hasher = hasher;
    this.limits = limits;
  }

  /**
   * Demands the current password; a wrong one counts as a wrong sign-in. No transaction may be
   * open, because it is hashed.
   *
   * @return the stored hash that it was held against, for a later compare-and-set
   * @throws Failure {@code wrong_password}, {@code too_many_requests}, or {@code invalid_token} if
   *     the account is gone
   */
  public String demand(SignInTry attempt, String currentPassword) {
    String stored =
        attempt
            .userId()
            .flatMap(passwords::findHash)
            .orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    if (!limits.judge(attempt, () -> hasher.matches(currentPassword, Optional.of(stored)))) {
      throw Failure.of(PasswordCode.WRONG_PASSWORD);
    }
    return stored;
  }
}
