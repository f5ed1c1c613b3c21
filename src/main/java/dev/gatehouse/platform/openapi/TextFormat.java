package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The format of a string, in JSON Schema keywords. On a constraint it applies to all constrained
 * strings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface TextFormat {
  String format() default "";

  String pattern() default "";

  /** Maximum number of code points; 0 means unlimited. */
  int maxLength() default 0;
}
