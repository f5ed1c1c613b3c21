package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.problems.FieldError;
import dev.gatehouse.platform.problems.SafeText;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Words the errors of a row for the person who has the file, with examples in its own terms. */
final class RowMessages {
  private static final int LONGEST_VALUE = 40;
  private static final int USUAL_AMOUNT = 1250;
  private static final String USUAL_CURRENCY = "EUR";

  private RowMessages() {}

  /** All errors of a row in one text. */
  static String of(List<FieldError> errors, ObjectNode row) {
    return errors.stream()
        .map(error -> error.field() + " " + message(error, row))
        .collect(Collectors.joining("; "));
  }

  private static String message(FieldError error, ObjectNode row) {
    JsonNode value = row.get(error.field());
    if (value == null) {
      return error.field().equals(ImportColumns.SKU) ? "is missing" : error.message();
    }
    return switch (error.field()) {
      case ImportColumns.UNIT_AMOUNT ->
          unitAmount(error, value, currencyOf(row)) + notNumber(value);
      case ImportColumns.PRICE -> error.message() + not(value);
      case "stock" -> "must be a whole number from 0 to 2147483647, such as 10" + notNumber(value);
      case "is_active" -> "must be true or false" + not(value);
      case ImportColumns.SKU -> error.message() + ", such as MUG-1" + not(value);
      case ImportColumns.CURRENCY -> error.message() + ", such as EUR" + not(value);
      case "name", ImportColumns.DESCRIPTION ->
          error.message() + (error.message().startsWith("must have") ? length(value) : "");
      default -> error.message();
    };
  }

  private static String unitAmount(FieldError error, JsonNode value, String currency) {
    if (value.isIntegralNumber()) {
      return error.message();
    }
    long example = amountOf(value, currency);
    return "must be a whole number in %s: %d for %s"
        .formatted(MinorUnit.nameOf(currency), example, MinorUnit.format(example, currency));
  }

  /** The amount that the value probably means, if it reads as a price. */
  private static long amountOf(JsonNode value, String currency) {
    if (isWholeString(value)) {
      return WholeNumber.of(value.textValue()).asLong();
    }
    try {
      BigDecimal amount = new BigDecimal(value.asText().replace(',', '.'));
      return amount.precision() > LONGEST_VALUE || amount.signum() <= 0
          ? USUAL_AMOUNT
          : amount.movePointRight(MinorUnit.digitsOf(currency)).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return USUAL_AMOUNT;
    }
  }

  private static String currencyOf(ObjectNode row) {
    String currency = row.path(ImportColumns.CURRENCY).asText();
    return CurrencyCode.Validator.isActive(currency) ? currency : USUAL_CURRENCY;
  }

  private static String length(JsonNode value) {
    String text = value.asText();
    return value.isTextual() ? ", not " + text.codePointCount(0, text.length()) : "";
  }

  private static String notNumber(JsonNode value) {
    return isWholeString(value) ? ", not the string " + shown(value.textValue()) : not(value);
  }

  /** Whether this is a number in quotes, which JSON distinguishes and CSV does not. */
  private static boolean isWholeString(JsonNode value) {
    return value.isTextual() && WholeNumber.of(value.textValue()).isIntegralNumber();
  }

  private static String not(JsonNode value) {
    return ", not " + shown(value.isTextual() ? value.textValue() : value.toString());
  }

  /** A value in quotes, short and with its invisible characters named. */
  static String shown(String value) {
    return "'" + SafeText.of(value, LONGEST_VALUE) + "'";
  }
}
