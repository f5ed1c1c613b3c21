package dev.gatehouse.platform.csv;

/**
 * Keeps spreadsheets from taking a cell for a formula: an apostrophe goes before it, and is taken
 * away exactly where it was put.
 */
public final class Formulas {
  private static final char APOSTROPHE = '\'';

  private Formulas() {}

  /** The text as a cell that is safe to open. */
  public static String guard(String text) {
    return isGuarded(text, 0) ? APOSTROPHE + text : text;
  }

  /** The text of a cell, guarded or not. */
  public static String unguard(String cell) {
    boolean guarded = !cell.isEmpty() && cell.charAt(0) == APOSTROPHE && isGuarded(cell, 1);
    return guarded ? cell.substring(1) : cell;
  }

  /** Whether the text from there on would get an apostrophe. */
  private static boolean isGuarded(String text, int from) {
    if (from >= text.length()) {
      return false;
    }
    char first = text.charAt(from);
    if (first != APOSTROPHE) {
      return begins(first);
    }
    if (from + 1 >= text.length()) {
      return false;
    }
    char second = text.charAt(from + 1);
    return second == APOSTROPHE || begins(second);
  }

  private static boolean begins(char first) {
    return switch (first) {
      case '=', '+', '-', '@', '\t', '\r' -> true;
      default -> false;
    };
  }
}
