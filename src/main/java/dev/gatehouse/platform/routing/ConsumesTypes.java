package dev.gatehouse.platform.routing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The media types of a resource method with an {@code InputStream} parameter, in lower case and
 * without parameters. The stream is decompressed, and reading it throws failures.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ConsumesTypes {
  String[] value();

  /** Maximum length in bytes, decompressed. */
  long most();
}
