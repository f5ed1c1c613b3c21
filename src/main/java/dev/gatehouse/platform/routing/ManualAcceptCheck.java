package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.rest.Acceptance;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Leaves the check of Accept to the method, which calls {@link Acceptance#check()}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ManualAcceptCheck {}
