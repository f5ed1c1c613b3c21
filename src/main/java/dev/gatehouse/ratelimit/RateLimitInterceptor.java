package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.rest.ResourceInterceptor;
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
    String exempt = rateLimited.exempt();
    return Optional.of(
        (request, next) -> {
          if (request.caller().filter(caller -> caller.may(exempt)).isEmpty()) {
            limiter.count(limiter.counter(limit, ClientNetwork.address(request.info().client())));
          }
          return next.call();
        });
  }
}
