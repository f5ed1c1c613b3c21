package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.security.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The names of the {@link Permission}s one of which the caller needs; on a class, for all its
 * methods. A method that takes a caller has either this or {@link RequiresNone}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
  String[] value();
}
