package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.problems.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where a resource stands in the description of the API, and which words of its own it uses. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Section {
  /** Several resources may share one. */
  String name();

  /** Said once for each name. */
  String about() default "";

  /** Its place among the sections, from 1; said once for each name, and last if not at all. */
  int place() default Integer.MAX_VALUE;

  /** The enums of codes that {@link ErrorCodes} may name anywhere. */
  Class<? extends ProblemCode>[] codes() default {};

  Class<? extends Term>[] terms() default {};
}
