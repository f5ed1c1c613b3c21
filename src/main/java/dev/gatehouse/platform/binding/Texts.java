package dev.gatehouse.platform.binding;

import org.jspecify.annotations.Nullable;

/** What texts that come in may hold, and what is cut off them. */
public final class Texts {
  private Texts() {}

  /** White space of any kind: what separates words and is trimmed off their ends. */
  public static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** The text without the blanks around it. */
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && isBlank(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  /** What is wrong with the text, or null: NUL and unpaired surrogates are refused everywhere. */
  public static @Nullable String fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not contain NUL";
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return "must not contain an unpaired surrogate";
        }
        i++;
      }
    }
    return null;
  }
}
