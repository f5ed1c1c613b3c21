package dev.gatehouse.platform.problems;

/**
 * One error in one field. Clients may send any name, so both texts are made safe by {@link
 * SafeText}.
 *
 * @param field the client's name for it, {@code body} for the whole body
 * @param message what is wrong, without the value
 */
public record FieldError(String field, String message) {
  private static final int MAX_FIELD = 100;
  private static final int MAX_MESSAGE = 500;

  public FieldError {
    field = SafeText.of(field, MAX_FIELD);
    message = SafeText.of(message, MAX_MESSAGE);
  }
}
