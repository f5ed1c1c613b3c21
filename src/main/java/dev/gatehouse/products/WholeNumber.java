package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Whole numbers as spreadsheets write them: {@code 1250}, {@code 1250.0} or {@code 1.25E3}. */
final class WholeNumber {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST = 20;
  private static final int LONGEST_LONG = 18;
  private static final Pattern FORM =
      Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[Ee][+-]?[0-9]{1,3})?");

  private WholeNumber() {}

  /** A number if the cell is a whole one; otherwise a string, which fails validation. */
  static JsonNode of(String cell) {
    if (isPlain(cell)) {
      return NODES.numberNode(Long.parseLong(cell));
    }
    if (cell.length() > LONGEST || !FORM.matcher(cell).matches()) {
      return NODES.textNode(cell);
    }
    BigDecimal number = new BigDecimal(cell).stripTrailingZeros();
    return number.scale() > 0 ? NODES.textNode(cell) : NODES.numberNode(number.toBigIntegerExact());
  }

  private static boolean isPlain(String cell) {
    int digits = cell.startsWith("-") ? 1 : 0;
    boolean plain = cell.length() > digits && cell.length() <= LONGEST_LONG;
    for (int i = digits; i < cell.length() && plain; i++) {
      plain = cell.charAt(i) >= '0' && cell.charAt(i) <= '9';
    }
    return plain;
  }
}
