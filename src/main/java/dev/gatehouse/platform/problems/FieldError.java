package dev.gatehouse.platform.problems;

/**
 * One thing wrong with one field.
 *
 * @param field the name the client used, {@code body} for the body as a whole
 * @param message what is wrong with it, without the value
 */
public record FieldError(String field, String message) {}
