package dev.gatehouse.products;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A complete product; absent optional members get their default. */
public record NewProduct(
    @Example("MUG-1") @NotNull @Pattern(regexp = SKU, message = SKU_RULE) String sku,
    @Example("Mug") @NotNull @CodePoints(min = 1, max = LONGEST_NAME) @NoControlCharacters
        String name,
    @Example("Holds 300 ml.") @CodePoints(max = LONGEST_DESCRIPTION) @Nullable String description,
    @Example("1250") @NotNull @Min(0) @Max(MOST_UNITS) Long unitAmount,
    @NotNull @CurrencyCode String currency,
    @Example("10") @Min(0) @Nullable Integer stock,
    @Nullable Boolean isActive) {
  static final String SKU = "[A-Za-z0-9._-]{1,64}";
  static final String SKU_RULE = "must have 1 to 64 of A-Z a-z 0-9 . _ -";
  static final int LONGEST_NAME = 200;
  static final int LONGEST_DESCRIPTION = 10_000;
  static final long MOST_UNITS = 1_000_000_000_000L;
  static final String NO_DESCRIPTION = "";

  @SuppressWarnings("NullAway") // a missing name stays null, for validation to report
  public NewProduct {
    name = name == null ? null : TextRules.trimmed(name);
  }

  public String descriptionOrDefault() {
    return description == null ? NO_DESCRIPTION : description;
  }

  public int stockOrDefault() {
    return stock == null ? 0 : stock;
  }

  public boolean activeOrDefault() {
    return isActive == null || isActive;
  }

  /** The stored product with these values. */
  Product applyTo(Product product) {
    return new Product(
        product.id(),
        sku,
        name,
        descriptionOrDefault(),
        unitAmount,
        currency,
        stockOrDefault(),
        activeOrDefault(),
        product.version(),
        product.createdAt(),
        product.updatedAt());
  }
}
