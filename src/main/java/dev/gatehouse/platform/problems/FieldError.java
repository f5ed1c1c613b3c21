package dev.gatehouse.platform.problems;

/**
 * One thing wrong with one field. A client can send any name: both texts are what an {@link
 * SafeText} leaves of them.
 *
 * @param field the name the client used, {@code body} for the body as a whole
 * @param message what is wrong with it, without the value
 */
public record FieldError(String field, String message) {
  private static final int LONGEST_FIELD = 100;
  private static final int LONGEST_MESSAGE = 500;

  public FieldError {
    field = SafeText.of(field, LONGEST_FIELD);
    message = SafeText.of(message, LONGEST_MESSAGE);
  }
}
