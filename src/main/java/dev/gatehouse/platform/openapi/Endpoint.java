package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the description of the API says of a resource method beyond what its signature tells. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Endpoint {
  /** By which clients' methods are named; no other method has it. */
  String id();

  String summary();

  /** In Markdown. */
  String details() default "";

  /** What the answer's body is if the method returns a {@code Response}: a record, if any. */
  Class<?> answer() default void.class;

  /** The status of the answer; 0 stands for 200, or for 204 if it has no body. */
  int status() default 0;

  /** Further statuses under which the same body is sent. */
  int[] alsoAt() default {};

  /** By what the list can be sorted; it makes the answer a page of what {@link #answer} says. */
  String[] sort() default {};

  /** Further headers of the answer. */
  String[] headers() default {};
}
