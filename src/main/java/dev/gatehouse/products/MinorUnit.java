package dev.gatehouse.products;

import java.math.BigDecimal;
import java.util.Set;

/** The minor units of currencies (ISO 4217). Our own list, like that of {@link CurrencyCode}. */
final class MinorUnit {
  private static final int USUAL_DIGITS = 2;
  private static final Set<String> WITHOUT_DIGITS =
      Set.of(
          "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
          "XAF", "XOF", "XPF");
  private static final Set<String> WITH_THREE_DIGITS =
      Set.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");
  private static final Set<String> IN_CENTS =
      Set.of("AUD", "CAD", "EUR", "HKD", "NZD", "SGD", "USD", "ZAR");

  private MinorUnit() {}

  /** The digits behind the decimal mark. */
  static int digitsOf(String currency) {
    if (WITHOUT_DIGITS.contains(currency)) {
      return 0;
    }
    return WITH_THREE_DIGITS.contains(currency) ? 3 : USUAL_DIGITS;
  }

  /** The unit for people: {@code cents}, {@code 1/1000 KWD}, {@code JPY}. */
  static String nameOf(String currency) {
    if (IN_CENTS.contains(currency)) {
      return "cents";
    }
    return switch (digitsOf(currency)) {
      case 0 -> currency;
      case USUAL_DIGITS -> "1/100 " + currency;
      default -> "1/1000 " + currency;
    };
  }

  /** A number of minor units for people, with a point: {@code 12.50 EUR}. */
  static String format(long units, String currency) {
    return BigDecimal.valueOf(units, digitsOf(currency)).toPlainString() + " " + currency;
  }
}
