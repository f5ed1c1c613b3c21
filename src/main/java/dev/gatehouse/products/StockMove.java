package dev.gatehouse.products;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;

/** So many more or fewer in stock. */
record StockMove(@Example("-3") @NotNull Long delta) {
  @AssertTrue(message = "must not be 0")
  boolean isDelta() {
    return delta == null || delta != 0;
  }
}
