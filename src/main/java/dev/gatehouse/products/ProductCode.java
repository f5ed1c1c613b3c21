package dev.gatehouse.products;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why something cannot be done to a product. */
public enum ProductCode implements ProblemCode {
  SKU_TAKEN(Kind.CONFLICT, "Another product has this sku"),
  INSUFFICIENT_STOCK(Kind.CONFLICT, "There is not enough in stock");

  private final Kind kind;
  private final String error;

  ProductCode(Kind kind, String error) {
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
