package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.binding.ScalarConverter.Mismatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prices, whole numbers and renamed columns as files have them. */
class ImportValuesTest {
  private static String price(String cell, @Nullable Character mark, String currency) {
    try {
      return Long.toString(Price.parse(cell, mark, currency).in(currency));
    } catch (Mismatch mismatch) {
      return mismatch.expected();
    }
  }

  @Test
  void aPriceHasAtMostTheDigitsOfItsCurrency() {
    assertThat(price("12.50", '.', "EUR")).isEqualTo("1250");
    assertThat(price("12,5", ',', "EUR")).isEqualTo("1250");
    assertThat(price("12", null, "EUR")).isEqualTo("1200");
    assertThat(price("007.10", '.', "EUR")).isEqualTo("710");
    assertThat(price("1.255", '.', "KWD")).isEqualTo("1255");
    assertThat(price("1250", '.', "JPY")).isEqualTo("1250");
    assertThat(price("10000000000.00", '.', "EUR")).isEqualTo("1000000000000");
    assertThat(price("10000000000.01", '.', "EUR")).startsWith("must be at most");
    assertThat(price("1250.0", '.', "JPY")).contains("no decimals");
    assertThat(price("12.500", '.', "EUR")).contains("at most 2 decimals", "12.50");
  }

  @Test
  void nothingElseIsAPrice() {
    for (String cell :
        List.of(
            "",
            "-1",
            "+1",
            "1e3",
            ".5",
            "5.",
            ",5",
            "1.250,00",
            "1,250.00",
            "1 250",
            "€5",
            "5 EUR",
            "1.2.3",
            "٣",
            "1".repeat(21))) {
      assertThat(price(cell, ',', "EUR")).as(cell).contains("12,50 for 12.50 EUR");
      assertThat(Price.markIn(cell)).as(cell).isEmpty();
    }
    assertThat(price("1.5", ',', "EUR")).contains("',' as its decimal mark", "?decimal=.");
    assertThat(Price.markIn("1,5")).contains(',');
    assertThat(Price.markIn("15")).isEmpty();
  }

  @Test
  void wholeNumbersMayHaveAPointOrAnExponent() {
    for (String cell : List.of("1250", "1250.0", "1.25E3", "1.25e+3", "12500E-1", "01250.000")) {
      assertThat(WholeNumber.of(cell).asLong()).as(cell).isEqualTo(1250);
    }
    assertThat(WholeNumber.of("-5").asLong()).isEqualTo(-5);
    assertThat(WholeNumber.of("12345678901234567890").isIntegralNumber()).isTrue();
    for (String cell :
        List.of(
            "", "-", "1250.5", "1E-1", "1250.", "1,250", "0x1", "+1", "1E9999", "0".repeat(21))) {
      assertThat(WholeNumber.of(cell).isTextual()).as(cell).isTrue();
    }
  }

  @Test
  void amountsAreWrittenInTheirUnits() {
    assertThat(MinorUnit.format(1250, "EUR")).isEqualTo("12.50 EUR");
    assertThat(MinorUnit.format(1250, "JPY")).isEqualTo("1250 JPY");
    assertThat(MinorUnit.format(1250, "KWD")).isEqualTo("1.250 KWD");
    assertThat(List.of("EUR", "CHF", "KWD", "JPY"))
        .extracting(MinorUnit::nameOf)
        .containsExactly("cents", "1/100 CHF", "1/1000 KWD", "JPY");
  }

  @Test
  void aMapRenamesColumns() {
    assertThat(ColumnMap.parse("Variant SKU:sku, TITLE : Name,a:b:price"))
        .isEqualTo(Map.of("variant sku", "sku", "title", "name", "a:b", "price"));
    assertThat(ColumnMap.parse("\"Price, EUR\":price,\"say \"\"x\"\"\" :name,5\" pipe:stock"))
        .isEqualTo(Map.of("price, eur", "price", "say \"x\"", "name", "5\" pipe", "stock"));
  }

  @Test
  void aMapThatSaysNothingIsRefused() {
    for (String map :
        List.of(
            "",
            ",",
            "a",
            "a:",
            ":sku",
            "a:colour",
            "a:sku,",
            "a:sku,b:sku",
            "a:sku,A:name",
            "\"a:sku",
            "\"a\"b:sku",
            "\"a:sku\"")) {
      assertThatThrownBy(() -> ColumnMap.parse(map))
          .as(map)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
