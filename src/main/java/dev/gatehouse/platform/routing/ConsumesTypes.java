package dev.gatehouse.platform.routing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The media types that a resource method with an {@code InputStream} parameter reads, in lower case
 * and without parameters. The stream is unpacked; reading it throws failures.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ConsumesTypes {
  String[] value();

  /** The most bytes it may have, unpacked. */
  long most();
}
