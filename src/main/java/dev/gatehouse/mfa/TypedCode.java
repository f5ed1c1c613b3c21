package dev.gatehouse.mfa;

import java.util.Locale;

/**
 * A code as it counts, however it was typed: blanks, dashes and case do not matter, nor does which
 * of the letters and digits that look alike was read.
 */
record TypedCode(String text) {
  static TypedCode of(String typed) {
    StringBuilder text = new StringBuilder();
    for (char c : typed.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c != '-' && !Character.isWhitespace(c)) {
        text.append(asMeant(c));
      }
    }
    return new TypedCode(text.toString());
  }

  /** Whether it comes from an authenticator app; a recovery code is longer. */
  boolean isTotp() {
    return text.length() == Totp.DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static char asMeant(char c) {
    return switch (c) {
      case 'o' -> '0';
      case 'i', 'l' -> '1';
      default -> c;
    };
  }
}
