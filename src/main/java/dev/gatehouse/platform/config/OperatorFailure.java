package dev.gatehouse.platform.config;

/**
 * What only the operator can put right; its message says what to do and holds no secret. It is
 * printed alone, without a stack trace.
 */
public class OperatorFailure extends RuntimeException {
  public OperatorFailure(String message) {
    super(message);
  }

  public OperatorFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
