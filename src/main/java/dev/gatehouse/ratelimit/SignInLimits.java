package dev.gatehouse.ratelimit;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Limits and records wrong passwords, at sign-in and elsewhere. Unknown accounts are counted like
 * known ones, at the same cost. Thread-safe.
 */
public final class SignInLimits {
  private final RateLimiter limiter;
  private final KnownNetworks networks;
  private final KeyedSemaphore semaphore;
  private final AuditLog audit;
  private final Transactions transactions;

  SignInLimits(
      RateLimiter limiter,
      KnownNetworks networks,
      KeyedSemaphore semaphore,
      AuditLog audit,
      Transactions transactions) {
    this.limiter = limiter;
    this.networks = networks;
    this.semaphore = semaphore;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Requires the right password, if the limits leave room for an attempt. A wrong one is counted
   * and recorded in one transaction. Do not call in a transaction.
   *
   * @param ifWrong the problem if the password is wrong
   * @param isRight verifies the password, which may take long; if it had to wait, it runs its
   *     argument to check again for room
   * @throws Failure {@code ifWrong}, or {@code too_many_requests} whether or not the password is
   *     right
   */
  public void require(SignInAttempt attempt, ProblemCode ifWrong, Predicate<Runnable> isRight) {
    boolean right =
        recordingLimit(
            attempt.origin(), () -> target(attempt), () -> verify(attempt, ifWrong, isRight));
    if (!right) {
      throw Failure.of(ifWrong);
    }
  }

  private boolean verify(SignInAttempt attempt, ProblemCode ifWrong, Predicate<Runnable> isRight) {
    if (!limiter.isEnabled()) {
      boolean right = isRight.test(() -> {});
      if (!right) {
        recordFailed(attempt, ifWrong);
      }
      return right;
    }
    Counter perNetwork = perNetwork(attempt);
    Counter perAccount =
        limiter
            .counter(Limit.SIGN_IN_PER_ACCOUNT, attempt.account())
            .unless(() -> networks.isKnown(attempt.userId(), attempt.client()));
    Counter perAddress =
        limiter.counter(Limit.SIGN_IN_PER_ADDRESS, ClientNetwork.address(attempt.client()));
    Counter[] counters = {perNetwork, perAccount, perAddress};
    Runnable requireRoom = () -> limiter.requireRoom(counters);
    return semaphore.run(
        perNetwork.subject(),
        requireRoom,
        () -> {
          requireRoom.run();
          boolean right = isRight.test(requireRoom);
          transactions.run(
              Stream.of(counters).map(RateLimiter::row).toList(),
              () -> settle(right, attempt, ifWrong, counters));
          return right;
        });
  }

  /**
   * No lock can be held during hashing, so the decision is made here. Right and wrong passwords
   * queue alike, and each sees all earlier ones counted. If right ones skipped the queue, they
   * would overtake wrong ones not yet counted, and parallel guesses could exceed the quota.
   */
  private void settle(
      boolean right, SignInAttempt attempt, ProblemCode ifWrong, Counter... counters) {
    limiter.awaitTurn(counters);
    if (right) {
      limiter.requireRoom(counters);
    } else {
      limiter.count(counters);
      recordFailed(attempt, ifWrong);
    }
  }

  private void recordFailed(SignInAttempt attempt, ProblemCode reason) {
    audit.record(
        attempt.origin(),
        SignInAction.SIGNIN_FAILED,
        target(attempt),
        Map.of("reason", reason.code()));
  }

  /**
   * Does work that a limit may refuse, and records the first refusal in the limit's window. Do not
   * call in a transaction.
   */
  public <T> T recordingLimit(
      RequestOrigin origin, Supplier<AuditTarget> target, Supplier<T> work) {
    try {
      return work.get();
    } catch (Failure e) {
      LimitReached limit = e.limit();
      if (limit != null) {
        transactions.run(() -> recordLimited(origin, target, limit));
      }
      throw e;
    }
  }

  private void recordLimited(
      RequestOrigin origin, Supplier<AuditTarget> target, LimitReached limit) {
    if (limiter.isFirstInWindow(limit)) {
      audit.record(
          origin, SignInAction.SIGNIN_LIMITED, target.get(), Map.of("limit", limit.name()));
    }
  }

  /**
   * Resets the account's counter for the network and remembers the network. Call in the transaction
   * that opens the session; it rarely writes.
   *
   * @return how the owner had used the network before
   */
  public NetworkHistory completed(long userId, SignInAttempt attempt) {
    if (limiter.isEnabled()) {
      limiter.clear(perNetwork(attempt));
    }
    return networks.remember(userId, attempt.client());
  }

  /** The account, or an unknown address. */
  public AuditTarget target(SignInAttempt attempt) {
    return attempt
        .userId()
        .map(AuditTarget::user)
        .orElseGet(() -> audit.unknownAddress(attempt.account()));
  }

  private Counter perNetwork(SignInAttempt attempt) {
    return limiter.counter(
        Limit.SIGN_IN_PER_NETWORK,
        ClientNetwork.network(attempt.client()) + '\n' + attempt.account());
  }
}
