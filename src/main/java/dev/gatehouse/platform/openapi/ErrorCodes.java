package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The codes of a resource method's error responses, beyond those its signature implies, such as 401
 * for one that takes a caller. A code that two features define under different statuses includes
 * the status, such as {@code 422 invalid_mfa_code}. On an annotation it applies to every method
 * with that annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface ErrorCodes {
  String[] value();
}
