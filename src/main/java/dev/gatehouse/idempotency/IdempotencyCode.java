package dev.gatehouse.idempotency;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum IdempotencyCode implements ProblemCode {
  IDEMPOTENCY_KEY_REUSED(FailureKind.INVALID, "The Idempotency-Key was used with another body"),
  IDEMPOTENCY_IN_PROGRESS(FailureKind.CONFLICT, "The same request is still being worked on");

  private final FailureKind failureKind;
  private final String error;

  IdempotencyCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public String error() {
    return error;
  }
}
