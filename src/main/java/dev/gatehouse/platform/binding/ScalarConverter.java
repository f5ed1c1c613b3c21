package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;

/** Converts a scalar node to a value. */
@FunctionalInterface
public interface ScalarConverter {
  /**
   * Converts the node.
   *
   * @throws Mismatch if the node holds no such value; its message says what is expected
   */
  Object from(JsonNode node) throws Mismatch;

  /** The node does not hold a value of the requested type. */
  final class Mismatch extends Exception {
    public Mismatch(String expected) {
      super(expected, null, false, false);
    }

    /** The expectation as a predicate: {@code must be a string}. */
    public String expected() {
      String message = getMessage();
      return message == null ? "is not valid" : message;
    }
  }
}
