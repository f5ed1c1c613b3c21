package dev.gatehouse.platform.binding;

import org.jspecify.annotations.Nullable;

/** What no text that comes in may hold. */
public final class Texts {
  private Texts() {}

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
