package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One query parameter that a resource method reads, none of which is ever required. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Query.All.class)
public @interface Query {
  String name();

  String about();

  /** A text, {@code Boolean}, {@code Long}, {@code Instant} or an enum in lower case. */
  Class<?> type() default String.class;

  /** The least number, or the shortest text. */
  long min() default Long.MIN_VALUE;

  /** The greatest number, or the longest text. */
  long max() default Long.MAX_VALUE;

  /** The only texts that it can be, if there are such. */
  String[] oneOf() default {};

  /** What it can be that an enum of this type lists in a {@link Section}. */
  Class<? extends Term> terms() default Term.class;

  String example() default "";

  /** More than one. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Query[] value();
  }
}
