package dev.gatehouse.idempotency;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why a repeated request is refused. */
public enum IdempotencyCode implements ProblemCode {
  IDEMPOTENCY_KEY_REUSED(Kind.INVALID, "The Idempotency-Key was used with another body"),
  IDEMPOTENCY_IN_PROGRESS(Kind.CONFLICT, "The same request is still being worked on");

  private final Kind kind;
  private final String error;

  IdempotencyCode(Kind kind, String error) {
    this.kind = kind;
    this.error = error;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String error() {
    return error;
  }
}
