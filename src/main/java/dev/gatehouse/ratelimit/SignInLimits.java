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
 * The limits of wrong passwords, wherever they are given, and what the audit trail keeps of them.
 * An account is counted whether or not it exists, and at the same cost. Thread-safe.
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
   * Demands the right password, if the limits leave room for a try. A wrong one is counted and
   * recorded in one transaction. Not to be called in a transaction.
   *
   * @param ifWrong what a wrong password is told
   * @param isRight judges the password, which may take long; what it is given tells, once it had to
   *     wait, whether there is still room
   * @throws Failure {@code ifWrong}, or {@code too_many_requests} in place of either verdict
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
    Runnable demandRoom = () -> limiter.requireRoom(counters);
    return semaphore.run(
        perNetwork.subject(),
        demandRoom,
        () -> {
          demandRoom.run();
          boolean right = isRight.test(demandRoom);
          transactions.run(
              Stream.of(counters).map(RateLimiter::row).toList(),
              () -> settle(right, attempt, ifWrong, counters));
          return right;
        });
  }

  /**
   * No lock can be held while a password is hashed, so its verdict falls here: right and wrong ones
   * alike queue for their turn, and each finds all that were told before it counted. Were a right
   * one not to queue, it would overtake the wrong ones that wait to be counted, and of many guesses
   * at once more than the quota would have a chance.
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
   * Does work that a limit may refuse, and records the first refusal in the limit's window. Not to
   * be called in a transaction.
   */
  public <T> T recordingLimit(
      RequestOrigin origin, Supplier<AuditTarget> target, Supplier<T> work) {
    try {
      return work.get();
    } catch (Failure e) {
      LimitReached limit = e.exhausted();
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
   * Forgets the account's wrong tries from that network, and remembers that the owner is there. To
   * be called in the transaction that opens the session; mostly it writes nothing.
   *
   * @return what the network was to the owner until now
   */
  public NetworkHistory completed(long userId, SignInAttempt attempt) {
    if (limiter.isEnabled()) {
      limiter.clear(perNetwork(attempt));
    }
    return networks.remember(userId, attempt.client());
  }

  /** Whose account it is, or an address that nobody has. */
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
