package dev.gatehouse.mfa;

import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.ratelimit.SignInAttempt;
import dev.gatehouse.ratelimit.SignInLimits;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Re-authenticates the account's owner before a sensitive action. */
public final class Proof {
  private static final int MOST_ATTEMPTS = 3;

  private final PasswordStore passwords;
  private final PasswordHasher hasher;
  private final SignInLimits limits;
  private final MfaService mfa;
  private final Transactions transactions;

  Proof(
      PasswordStore passwords,
      PasswordHasher hasher,
      SignInLimits limits,
      MfaService mfa,
      Transactions transactions) {
    this.passwords = passwords;
    this.hasher = hasher;
    this.limits = limits;
    this.mfa = mfa;
    this.transactions = transactions;
  }

  /**
   * Requires the current password and, if the second factor is on, a code, which is used up.
   * Failures are counted and recorded as at sign-in, independently of an open transaction. Hashing
   * is slow, so no transaction may be open except that of a request with an Idempotency-Key.
   *
   * @param attempt the claimed owner's attempt
   * @return to be passed to {@link #act}
   * @throws Failure {@code wrong_password}, {@code mfa_required}, {@code invalid_mfa_code}, {@code
   *     too_many_requests}, or {@code invalid_token} if the account is gone
   */
  public ProofResult require(SignInAttempt attempt, String currentPassword, @Nullable String code) {
    return verified(new ProofResult(attempt, currentPassword, code, null, null));
  }

  /**
   * Verifies the proof after a wait, as far as password or factor have changed since.
   *
   * @throws Failure what {@link #require} throws
   */
  public ProofResult recheck(ProofResult proven) {
    return verified(proven);
  }

  /**
   * Acts on a proof in one transaction. The proof was verified without a lock: if the password or
   * the factor has changed by the time the account is locked, it is verified again.
   *
   * @param lock locks the account's row, so that neither can change
   * @throws Failure what {@link #require} throws
   */
  public <A, T> T act(ProofResult proven, Supplier<A> lock, Function<A, T> act) {
    return act(proven, List.of(), lock, act);
  }

  /**
   * Acts on a proof and locks more than the account.
   *
   * @param others other contended rows
   */
  public <A, T> T act(
      ProofResult proven, Collection<ContendedRow> others, Supplier<A> lock, Function<A, T> act) {
    Set<ContendedRow> contended = new HashSet<>(others);
    contended.add(ContendedRow.of("app_user", userId(proven)));
    ProofResult last = proven;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      ProofResult held = last;
      Optional<T> done =
          transactions.inTransaction(
              contended,
              () -> {
                A locked = lock.get();
                return stillHolds(held) ? Optional.of(act.apply(locked)) : Optional.empty();
              });
      if (done.isPresent()) {
        return done.get();
      }
      last = verified(held);
    }
    // every check succeeded, so nothing was counted or recorded
    throw Failure.unavailable(null);
  }

  private boolean stillHolds(ProofResult proven) {
    long userId = userId(proven);
    return Optional.ofNullable(proven.hash()).equals(passwords.findHash(userId))
        && Optional.ofNullable(proven.factor()).equals(mfa.find(userId));
  }

  private ProofResult verified(ProofResult before) {
    return transactions.outsideTransaction(() -> verify(before));
  }

  private ProofResult verify(ProofResult before) {
    long userId = userId(before);
    String hash =
        passwords.findHash(userId).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    if (!hash.equals(before.hash())) {
      limits.require(
          before.attempt(),
          PasswordCode.WRONG_PASSWORD,
          hasher.verification(
                  before.currentPassword(), Optional.of(hash), before.attempt().client())
              ::isRight);
    }
    Optional<String> factor = mfa.find(userId);
    if (factor.isPresent() && !factor.get().equals(before.factor())) {
      mfa.requireCode(userId, codeOf(before), before.attempt().origin());
    }
    return before.with(hash, factor.orElse(null));
  }

  private static String codeOf(ProofResult proven) {
    String code = proven.code();
    if (code == null) {
      throw Failure.of(MfaCode.MFA_REQUIRED);
    }
    return code;
  }

  private static long userId(ProofResult proven) {
    return proven.attempt().userId().orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }
}
