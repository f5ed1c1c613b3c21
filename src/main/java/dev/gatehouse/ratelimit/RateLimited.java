package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.openapi.ErrorCodes;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits valid calls of a resource method per client address. */
@ErrorCodes("too_many_requests")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RateLimited {
  Limit value();

  /** The permission whose holders are exempt. */
  String exempt() default "users:write";
}
