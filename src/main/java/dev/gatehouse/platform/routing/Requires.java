package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.security.Rights;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one of the {@link Rights} that the caller needs; on a class it applies to all methods. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
  String value();
}
