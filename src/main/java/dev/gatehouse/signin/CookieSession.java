package dev.gatehouse.signin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method whose refresh token may live in a cookie instead of the body. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CookieSession {
  /** Whether the method ends the session, so that the cookie goes. */
  boolean ends() default false;
}
