package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.problems.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The section of the API description in which a resource appears, and the vocabulary it adds. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Section {
  /** Several resources may share a section. */
  String name();

  /** Given once per section. */
  String about() default "";

  /** Position among the sections, from 1; given once per section, and last if absent. */
  int place() default Integer.MAX_VALUE;

  /** Enums whose codes {@link ErrorCodes} may name in any section. */
  Class<? extends ProblemCode>[] codes() default {};

  Class<? extends Term>[] terms() default {};

  /** Records whose members the results of jobs may have, see {@link OpenObject}. */
  Class<? extends Record>[] results() default {};
}
