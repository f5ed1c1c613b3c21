package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.openapi.ErrorCodes;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts each call of a resource method against its client address, once the request has been found
 * good. Administrators are not held up.
 */
@ErrorCodes("too_many_requests")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RateLimited {
  Limit value();
}
