package dev.gatehouse.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks POST methods whose work waits for something else than the database, such as a password that
 * is hashed: with an Idempotency-Key it has a connection meanwhile.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idles {}
