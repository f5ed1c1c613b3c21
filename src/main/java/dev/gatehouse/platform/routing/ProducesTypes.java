package dev.gatehouse.platform.routing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The media types of a method's response, in lower case and without parameters, if other than
 * {@code application/json}; none if the response has no body.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ProducesTypes {
  String[] value();
}
