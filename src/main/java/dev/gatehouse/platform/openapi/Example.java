package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An example of a value; anything but text is JSON. On a constraint it applies to all constrained
 * values. On a record it replaces the examples of the members, as JSON. On a streamed body it is
 * the whole body.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.PARAMETER,
  ElementType.ANNOTATION_TYPE,
  ElementType.TYPE
})
@Repeatable(Example.All.class)
public @interface Example {
  String value();

  /** The media types of a whole body. */
  String[] type() default {};

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  @interface All {
    Example[] value();
  }
}
