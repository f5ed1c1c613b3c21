package dev.gatehouse.platform.config;

/**
 * A problem that only the operator can fix. The message says how, contains no secret and is printed
 * without a stack trace.
 */
public class OperatorException extends RuntimeException {
  public OperatorException(String message) {
    super(message);
  }

  public OperatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
