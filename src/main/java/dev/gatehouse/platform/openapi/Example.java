package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An example of a value; what is no text is written as JSON. On a constraint it holds for all
 * values that the constraint stands on. On a record it stands in place of the examples of its
 * members, as JSON; on a body that is read as a stream it is the whole body.
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

  /** The media type that a whole body has. */
  String type() default "";

  /** One for each media type. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  @interface All {
    Example[] value();
  }
}
