package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a resource method beyond what its signature says. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Endpoint {
  /** The operation id, unique, from which generators name client methods. */
  String id();

  String summary();

  /** Markdown. */
  String details() default "";

  /** A sentence that says who may call it; if empty, it is derived from token and permission. */
  String callers() default "";

  /**
   * The record in the response's body if the method returns a {@code Response}; for a list, the
   * record of an item.
   */
  Class<?> response() default void.class;

  /** The status of the response; 0 means 200, or 204 without a body. */
  int status() default 0;

  /** Other statuses with the same body. */
  int[] alsoAt() default {};

  /** Additional response headers. */
  String[] headers() default {};
}
