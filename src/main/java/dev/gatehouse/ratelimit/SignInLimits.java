package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.problems.Exhausted;
import java.util.function.Predicate;

/**
 * The limits of wrong passwords, wherever they are given. An account is counted whether or not it
 * exists, and at the same cost. Thread-safe.
 */
public final class SignInLimits {
  private final RateLimiter limiter;
  private final KnownNetworks networks;
  private final Turnstile turnstile;

  SignInLimits(RateLimiter limiter, KnownNetworks networks, Turnstile turnstile) {
    this.limiter = limiter;
    this.networks = networks;
    this.turnstile = turnstile;
  }

  /**
   * Has a password judged if the limits leave room for it, and counts it if it is wrong. Not to be
   * called in a transaction.
   *
   * @param isRight judges the password; what it is given tells, once it had to wait, whether there
   *     is still room
   * @return whether it is right
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}, in place of either
   *     verdict
   */
  public boolean judge(SignInTry attempt, Predicate<Runnable> isRight) {
    if (!limiter.isEnabled()) {
      return isRight.test(() -> {});
    }
    Counter perNetwork = perNetwork(attempt);
    Counter perAccount =
        limiter
            .counter(Limit.SIGN_IN_PER_ACCOUNT, attempt.account())
            .unless(() -> networks.isKnown(attempt.userId(), attempt.client()));
    Counter perAddress =
        limiter.counter(Limit.SIGN_IN_PER_ADDRESS, Whereabouts.address(attempt.client()));
    return turnstile.pass(
        perNetwork.subject(),
        () -> {
          limiter.demandRoom(perNetwork, perAccount, perAddress);
          boolean right =
              isRight.test(() -> limiter.demandRoom(perNetwork, perAccount, perAddress));
          if (right) {
            // others may have used up the tries meanwhile, and a right one among them was a guess
            limiter.demandRoom(perNetwork, perAccount, perAddress);
          } else {
            limiter.count(perNetwork, perAccount, perAddress);
          }
          return right;
        });
  }

  /**
   * Forgets the account's wrong tries from that network, and remembers that the owner is there. To
   * be called in the transaction that opens the session; mostly it writes nothing.
   *
   * @return what the network was to the owner until now
   */
  public Familiarity completed(long userId, SignInTry attempt) {
    if (limiter.isEnabled()) {
      limiter.clear(perNetwork(attempt));
    }
    return networks.remember(userId, attempt.client());
  }

  /** Whether a refusal is the first that is told in its window; from then on it is not. */
  public boolean isNews(Exhausted limit) {
    return limiter.isNews(limit);
  }

  private Counter perNetwork(SignInTry attempt) {
    return limiter.counter(
        Limit.SIGN_IN_PER_NETWORK,
        Whereabouts.network(attempt.client()) + '\n' + attempt.account());
  }
}
