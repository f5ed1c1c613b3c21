package dev.gatehouse.products;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum ProductCode implements ProblemCode {
  SKU_TAKEN(FailureKind.CONFLICT, "Another product has this sku"),
  INSUFFICIENT_STOCK(FailureKind.CONFLICT, "There is not enough in stock");

  private final FailureKind failureKind;
  private final String error;

  ProductCode(FailureKind failureKind, String error) {
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
