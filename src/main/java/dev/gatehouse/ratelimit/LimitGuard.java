package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.http.MethodGuard;
import dev.gatehouse.platform.security.Caller;
import java.lang.reflect.Method;
import java.util.Optional;

/** Stands before the methods that are {@link Limited}. */
final class LimitGuard implements MethodGuard {
  private final RateLimiter limiter;

  LimitGuard(RateLimiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public Optional<Around> around(Method method) {
    Limited limited = method.getAnnotation(Limited.class);
    if (limited == null || !limiter.isEnabled()) {
      return Optional.empty();
    }
    Limit limit = limited.value();
    return Optional.of(
        call -> {
          if (!call.caller().map(Caller::isAdmin).orElse(false)) {
            limiter.count(limiter.counter(limit, Whereabouts.address(call.info().client())));
          }
          return call.proceed();
        });
  }
}
