package dev.gatehouse.passwords;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why a password is refused. */
public enum PasswordCode implements ProblemCode {
  WEAK_PASSWORD(Kind.INVALID, "The password is too easy to guess"),
  WRONG_PASSWORD(Kind.FORBIDDEN, "The current password is wrong");

  private final Kind kind;
  private final String error;

  PasswordCode(Kind kind, String error) {
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
