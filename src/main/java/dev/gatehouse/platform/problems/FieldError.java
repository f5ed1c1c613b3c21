package dev.gatehouse.platform.problems;

/**
 * One thing wrong with one field. A client can send any name: both texts are what an {@link Echo}
 * leaves of them.
 *
 * @param field the name the client used, {@code body} for the body as a whole
 * @param message what is wrong with it, without the value
 */
public record FieldError(String field, String message) {
  private static final int LONGEST_FIELD = 100;
  private static final int LONGEST_MESSAGE = 500;

  public FieldError {
    field = Echo.of(field, LONGEST_FIELD);
    message = Echo.of(message, LONGEST_MESSAGE);
  }
}
