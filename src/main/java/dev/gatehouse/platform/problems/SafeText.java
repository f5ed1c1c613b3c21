package dev.gatehouse.platform.problems;

import java.util.Locale;

/**
 * Makes external text safe for a row, a log or a response: short, and without characters that
 * storage rejects, that are invisible, or that reorder text.
 */
public final class SafeText {
  private static final String CUT = "…";

  private SafeText() {}

  /**
   * Replaces each such character by {@code U+0000} with its own number.
   *
   * @param most the maximum length; a longer text is cut
   */
  public static String of(String text, int most) {
    if (isPlain(text, most)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int length = text.length();
    for (int i = 0; i < length; ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      String next = isVisible(codePoint) ? Character.toString(codePoint) : escaped(codePoint);
      int room = most - (i < length ? CUT.length() : 0);
      if (shown.length() + next.length() > room) {
        return shown.append(CUT).toString();
      }
      shown.append(next);
    }
    return shown.toString();
  }

  private static String escaped(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  /** True for most texts, which are then not copied. */
  private static boolean isPlain(String text, int most) {
    if (text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }
}
