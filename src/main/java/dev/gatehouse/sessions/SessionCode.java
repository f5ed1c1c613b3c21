package dev.gatehouse.sessions;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why a session does not go on. */
public enum SessionCode implements ProblemCode {
  INVALID_REFRESH_TOKEN(Kind.UNAUTHENTICATED, "The refresh token is not valid");

  private final Kind kind;
  private final String error;

  SessionCode(Kind kind, String error) {
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
