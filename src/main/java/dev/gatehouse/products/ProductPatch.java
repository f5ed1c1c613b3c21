package dev.gatehouse.products;

import static dev.gatehouse.products.NewProduct.LONGEST_DESCRIPTION;
import static dev.gatehouse.products.NewProduct.LONGEST_NAME;
import static dev.gatehouse.products.NewProduct.MOST_UNITS;
import static dev.gatehouse.products.NewProduct.NO_DESCRIPTION;
import static dev.gatehouse.products.NewProduct.SKU;
import static dev.gatehouse.products.NewProduct.SKU_RULE;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A change of a product; null sets an optional member to its default. */
@Example("{\"description\":\"Holds 300 ml.\"}")
record ProductPatch(
    @Example("MUG-1") Patch<@NotNull @Pattern(regexp = SKU, message = SKU_RULE) String> sku,
    @Example("Mug")
        Patch<@NotNull @CodePoints(min = 1, max = LONGEST_NAME) @NoControlCharacters String> name,
    @Example("Holds 300 ml.") Patch<@CodePoints(max = LONGEST_DESCRIPTION) String> description,
    @Example("1250") Patch<@NotNull @Min(0) @Max(MOST_UNITS) Long> unitAmount,
    Patch<@NotNull @CurrencyCode String> currency,
    @Example("10") Patch<@Min(0) Integer> stock,
    Patch<Boolean> isActive) {
  ProductPatch {
    name = name.map(TextRules::trimmed);
  }

  Product applyTo(Product product) {
    return new Product(
        product.id(),
        sku.applyTo(product.sku()),
        name.applyTo(product.name()),
        description.applyTo(product.description(), NO_DESCRIPTION),
        unitAmount.applyTo(product.unitAmount()),
        currency.applyTo(product.currency()),
        stock.applyTo(product.stock(), 0),
        isActive.applyTo(product.isActive(), true),
        product.version(),
        product.createdAt(),
        product.updatedAt());
  }
}
