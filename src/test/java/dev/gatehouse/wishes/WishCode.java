package dev.gatehouse.wishes;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum WishCode implements ProblemCode {
  ALREADY_WISHED("The product is on the wish list"),
  WISH_LIST_FULL("The wish list is full");

  private final String error;

  WishCode(String error) {
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.CONFLICT;
  }

  @Override
  public String error() {
    return error;
  }
}
