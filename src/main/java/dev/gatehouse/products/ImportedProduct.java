package dev.gatehouse.products;

import static dev.gatehouse.products.NewProduct.LONGEST_DESCRIPTION;
import static dev.gatehouse.products.NewProduct.LONGEST_NAME;
import static dev.gatehouse.products.NewProduct.MOST_UNITS;
import static dev.gatehouse.products.NewProduct.SKU;
import static dev.gatehouse.products.NewProduct.SKU_RULE;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.binding.TextRules;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of an import; what it leaves out stays as it is. */
public record ImportedProduct(
    @NotNull @Pattern(regexp = SKU, message = SKU_RULE) String sku,
    @CodePoints(min = 1, max = LONGEST_NAME) @NoControlCharacters @Nullable String name,
    @CodePoints(max = LONGEST_DESCRIPTION) @Nullable String description,
    @Min(0) @Max(MOST_UNITS) @Nullable Long unitAmount,
    @CurrencyCode @Nullable String currency,
    @Min(0) @Nullable Integer stock,
    @Nullable Boolean isActive) {
  public ImportedProduct {
    name = name == null ? null : TextRules.trimmed(name);
  }

  /** Whether it has all that a new product needs. */
  boolean isComplete() {
    return name != null && unitAmount != null && currency != null;
  }

  /**
   * The properties that a new product needs and this one lacks.
   *
   * @param hasPrice whether it has a price instead of an amount
   */
  List<String> missing(boolean hasPrice) {
    List<String> missing = new ArrayList<>();
    if (name == null) {
      missing.add("name");
    }
    if (unitAmount == null && !hasPrice) {
      missing.add("unit_amount (or price)");
    }
    if (currency == null) {
      missing.add("currency");
    }
    return missing;
  }

  /** The values of this one, and where it leaves one out that of an earlier row. */
  ImportedProduct after(ImportedProduct earlier) {
    return new ImportedProduct(
        sku,
        name == null ? earlier.name : name,
        description == null ? earlier.description : description,
        unitAmount == null ? earlier.unitAmount : unitAmount,
        currency == null ? earlier.currency : currency,
        stock == null ? earlier.stock : stock,
        isActive == null ? earlier.isActive : isActive);
  }

  ImportedProduct withUnitAmount(long amount) {
    return new ImportedProduct(sku, name, description, amount, currency, stock, isActive);
  }
}
