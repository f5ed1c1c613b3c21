package dev.gatehouse.platform.config;

/**
 * What only the operator can put right; its message says what to do and holds no secret. It is
 * printed alone, without a stack trace.
 */
public class OperatorException extends RuntimeException {
  public OperatorException(String message) {
    super(message);
  }

  public OperatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
