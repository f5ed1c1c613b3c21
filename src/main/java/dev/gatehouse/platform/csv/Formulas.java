package dev.gatehouse.platform.csv;

/**
 * Stops spreadsheets from evaluating a cell as a formula. Escaping adds an apostrophe, and
 * unescaping removes exactly what escaping added.
 */
public final class Formulas {
  private static final char APOSTROPHE = '\'';

  private Formulas() {}

  /** Escapes a text for a cell. */
  public static String escape(String text) {
    return needsEscape(text, 0) ? APOSTROPHE + text : text;
  }

  /** Returns the text of a cell, escaped or not. */
  public static String unescape(String cell) {
    boolean guarded = !cell.isEmpty() && cell.charAt(0) == APOSTROPHE && needsEscape(cell, 1);
    return guarded ? cell.substring(1) : cell;
  }

  /** Whether the text from the offset on would be escaped. */
  private static boolean needsEscape(String text, int from) {
    if (from >= text.length()) {
      return false;
    }
    char first = text.charAt(from);
    if (first != APOSTROPHE) {
      return startsFormula(first);
    }
    if (from + 1 >= text.length()) {
      return false;
    }
    char second = text.charAt(from + 1);
    return second == APOSTROPHE || startsFormula(second);
  }

  private static boolean startsFormula(char first) {
    return switch (first) {
      case '=', '+', '-', '@', '\t', '\r' -> true;
      default -> false;
    };
  }
}
