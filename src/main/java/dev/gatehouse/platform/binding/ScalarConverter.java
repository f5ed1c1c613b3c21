package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes a value out of a scalar node. */
@FunctionalInterface
public interface ScalarConverter {
  /**
   * The value.
   *
   * @throws Mismatch if the node holds no such value; its message says what is expected
   */
  Object from(JsonNode node) throws Mismatch;

  /** A node that holds no value of the type asked for. */
  final class Mismatch extends Exception {
    public Mismatch(String expected) {
      super(expected, null, false, false);
    }

    /** What is expected, as the second half of a sentence: {@code must be a string}. */
    public String expected() {
      String message = getMessage();
      return message == null ? "is not valid" : message;
    }
  }
}
