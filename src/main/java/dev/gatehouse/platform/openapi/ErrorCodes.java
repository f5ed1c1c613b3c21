package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The codes by which a resource method refuses beyond those that its signature implies, such as 401
 * for one that takes a caller. A code that two features have under two statuses is told with its
 * status, such as {@code 422 invalid_mfa_code}. On an annotation it holds for all methods that bear
 * the annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface ErrorCodes {
  String[] value();
}
