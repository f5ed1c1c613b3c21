package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a text is written, in the keywords of JSON Schema. On a constraint it holds for all texts
 * that the constraint stands on.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface TextFormat {
  String format() default "";

  String pattern() default "";

  /** The most code points; 0 says nothing. */
  int maxLength() default 0;
}
