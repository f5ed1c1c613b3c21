package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A query parameter of a resource method. None is ever required. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Query.All.class)
public @interface Query {
  String name();

  String about();

  /** A text, {@code Boolean}, {@code Long}, {@code Instant} or an enum in lower case. */
  Class<?> type() default String.class;

  /** The minimum of a number, or of the length of a text. */
  long min() default Long.MIN_VALUE;

  /** The maximum of a number, or of the length of a text. */
  long max() default Long.MAX_VALUE;

  /** The allowed texts, if they are limited. */
  String[] oneOf() default {};

  /** The allowed texts, if an enum of this type lists them in a {@link Section}. */
  Class<? extends Term> terms() default Term.class;

  String example() default "";

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Query[] value();
  }
}
