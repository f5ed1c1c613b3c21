package dev.gatehouse.products;

import dev.gatehouse.platform.binding.ScalarConverter.Mismatch;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A price in a currency's main unit, with the digits that were written behind the decimal mark. */
record Price(BigDecimal amount) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,20}(?:([.,])[0-9]{1,20})?");
  private static final int EXAMPLE = 1250;

  /** The decimal mark of a cell, if it is a price that has one. */
  static Optional<Character> markIn(String cell) {
    Matcher price = FORM.matcher(cell);
    return price.matches() && price.group(1) != null
        ? Optional.of(price.group(1).charAt(0))
        : Optional.empty();
  }

  /**
   * Reads a cell.
   *
   * @param mark the decimal mark of the file; null if no price has one
   * @param currency for the example in the message; null if unknown
   */
  static Price parse(String cell, @Nullable Character mark, @Nullable String currency)
      throws Mismatch {
    Optional<Character> found = markIn(cell);
    if (found.isEmpty() && !FORM.matcher(cell).matches()) {
      throw new Mismatch(expected(mark, currency == null ? "EUR" : currency));
    }
    if (found.isPresent() && mark != null && !found.get().equals(mark)) {
      throw new Mismatch(
          "must have '"
              + mark
              + "' as its decimal mark like the first price of the file (or say ?decimal="
              + found.get()
              + ")");
    }
    return new Price(new BigDecimal(cell.replace(',', '.')));
  }

  /** The price in the minor unit of a currency. */
  long in(String currency) throws Mismatch {
    int digits = MinorUnit.digitsOf(currency);
    if (amount.scale() > digits) {
      throw new Mismatch(
          digits == 0
              ? "must have no decimals in " + currency + ", such as " + EXAMPLE
              : "must have at most %d decimals in %s, such as %s"
                  .formatted(
                      digits, currency, BigDecimal.valueOf(EXAMPLE, digits).toPlainString()));
    }
    BigDecimal units = amount.movePointRight(digits);
    if (units.compareTo(BigDecimal.valueOf(NewProduct.MOST_UNITS)) > 0) {
      throw new Mismatch("must be at most " + MinorUnit.format(NewProduct.MOST_UNITS, currency));
    }
    return units.longValueExact();
  }

  private static String expected(@Nullable Character mark, String currency) {
    String example = MinorUnit.format(EXAMPLE, currency);
    return "must be digits with at most one decimal mark, without grouping, sign or symbol: "
        + (mark == null ? example : example.replace('.', mark)).split(" ", 2)[0]
        + " for "
        + example;
  }
}
