package dev.gatehouse.platform.problems;

import java.util.Locale;

/**
 * Text that came from outside, as it goes into a row, a log or an answer: short, and without what
 * storage refuses, what cannot be seen, and what turns the order of what can.
 */
public final class SafeText {
  private static final String CUT = "…";

  private SafeText() {}

  /**
   * The text with each such character as {@code U+0000}.
   *
   * @param most how many characters it has at most; of a longer one the beginning is left
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
      String next = isVisible(codePoint) ? Character.toString(codePoint) : named(codePoint);
      int room = most - (i < length ? CUT.length() : 0);
      if (shown.length() + next.length() > room) {
        return shown.append(CUT).toString();
      }
      shown.append(next);
    }
    return shown.toString();
  }

  private static String named(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  /** Most texts are, and cost no copy. */
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
