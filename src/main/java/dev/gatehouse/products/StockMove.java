package dev.gatehouse.products;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;

/** A change in stock, positive or negative. */
record StockMove(@Example("-3") @NotNull Long delta) {
  @AssertTrue(message = "must not be 0")
  boolean isDelta() {
    return delta == null || delta != 0;
  }
}
