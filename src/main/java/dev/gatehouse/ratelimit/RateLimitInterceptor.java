package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.rest.ResourceInterceptor;
import dev.gatehouse.platform.security.Caller;
import java.lang.reflect.Method;
import java.util.Optional;

/** Counts calls of {@link RateLimited} methods. */
final class RateLimitInterceptor implements ResourceInterceptor {
  private final RateLimiter limiter;

  RateLimitInterceptor(RateLimiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public Optional<Around> around(Method method) {
    RateLimited rateLimited = method.getAnnotation(RateLimited.class);
    if (rateLimited == null || !limiter.isEnabled()) {
      return Optional.empty();
    }
    Limit limit = rateLimited.value();
    return Optional.of(
        (request, next) -> {
          if (!request.caller().map(Caller::isAdmin).orElse(false)) {
            limiter.count(limiter.counter(limit, ClientNetwork.address(request.info().client())));
          }
          return next.call();
        });
  }
}
