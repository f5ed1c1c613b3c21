package dev.gatehouse.mfa;

import dev.gatehouse.passwords.PasswordCheck;
import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.Passwords;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.ratelimit.SignInTry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for what only the account's owner knows and has before something grave is done. */
public final class Proof {
  private final Passwords passwords;
  private final PasswordHasher hasher;
  private final SignInLimits limits;
  private final SecondFactors factors;
  private final Transactions transactions;

  Proof(
      Passwords passwords,
      PasswordHasher hasher,
      SignInLimits limits,
      SecondFactors factors,
      Transactions transactions) {
    this.passwords = passwords;
    this.hasher = hasher;
    this.limits = limits;
    this.factors = factors;
    this.transactions = transactions;
  }

  /**
   * Demands the current password, and if the second factor is on, then a code, which is used up; a
   * wrong one counts as at sign-in, whatever becomes of a transaction that is open. Because the
   * password is hashed, none may be but that of a request with an Idempotency-Key.
   *
   * @return the stored hash that it was held against, for a later compare-and-set
   * @throws Failure {@code wrong_password}, {@code mfa_required}, {@code invalid_mfa_code}, {@code
   *     too_many_requests}, or {@code invalid_token} if the account is gone
   */
  public String demand(
      SignInTry attempt, String currentPassword, @Nullable String code, Origin origin) {
    return transactions.apart(() -> judge(attempt, currentPassword, code, origin));
  }

  private String judge(
      SignInTry attempt, String currentPassword, @Nullable String code, Origin origin) {
    long userId = attempt.userId().orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    String stored =
        passwords.findHash(userId).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    PasswordCheck check = hasher.check(currentPassword, Optional.of(stored), attempt.client());
    if (!limits.judge(attempt, check::isRight)) {
      throw Failure.of(PasswordCode.WRONG_PASSWORD);
    }
    if (factors.isOn(userId)) {
      if (code == null) {
        throw Failure.of(MfaCode.MFA_REQUIRED);
      }
      factors.demand(userId, code, origin);
    }
    return stored;
  }
}
