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

/** Asks for what only the account's owner knows and has before something grave is done. */
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
      MfaService factors,
      Transactions transactions) {
    this.passwords = passwords;
    this.hasher = hasher;
    this.limits = limits;
    this.mfa = factors;
    this.transactions = transactions;
  }

  /**
   * Demands the current password, and if the second factor is on, then a code, which is used up; a
   * wrong one counts and is recorded as at sign-in, whatever becomes of a transaction that is open.
   * Because the password is hashed, none may be but that of a request with an Idempotency-Key.
   *
   * @param attempt by the account's owner
   * @return for {@link #act}
   * @throws Failure {@code wrong_password}, {@code mfa_required}, {@code invalid_mfa_code}, {@code
   *     too_many_requests}, or {@code invalid_token} if the account is gone
   */
  public ProofResult require(SignInAttempt attempt, String currentPassword, @Nullable String code) {
    return verified(new ProofResult(attempt, currentPassword, code, null, null));
  }

  /**
   * The same proof after a wait: what has changed meanwhile is judged anew.
   *
   * @throws Failure what {@link #require} throws
   */
  public ProofResult recheck(ProofResult proven) {
    return verified(proven);
  }

  /**
   * Does what was proved for, in one transaction. The proof was judged before that held a lock: if
   * the password or the factor is another one once the account is locked, what changed is judged
   * anew.
   *
   * @param lock locks the account's row, under which neither changes
   * @throws Failure what {@link #require} throws
   */
  public <A, T> T act(ProofResult proven, Supplier<A> lock, Function<A, T> act) {
    return act(proven, List.of(), lock, act);
  }

  /**
   * The same for what locks more than the account.
   *
   * @param others rows that many may want at once
   */
  public <A, T> T act(
      ProofResult proven, Collection<ContendedRow> others, Supplier<A> lock, Function<A, T> act) {
    Set<ContendedRow> wanted = new HashSet<>(others);
    wanted.add(ContendedRow.of("app_user", userId(proven)));
    ProofResult last = proven;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      ProofResult held = last;
      Optional<T> done =
          transactions.inTransaction(
              wanted,
              () -> {
                A locked = lock.get();
                return stillHolds(held) ? Optional.of(act.apply(locked)) : Optional.empty();
              });
      if (done.isPresent()) {
        return done.get();
      }
      last = verified(held);
    }
    // none was ever wrong, so that nothing was counted or recorded
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
          hasher.check(before.currentPassword(), Optional.of(hash), before.attempt().client())
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
