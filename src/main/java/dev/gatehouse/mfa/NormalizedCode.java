package dev.gatehouse.mfa;

/**
 * A code as it counts, however it was typed: blanks, dashes and case do not matter, nor does which
 * of the letters and digits that look alike was read.
 */
record NormalizedCode(String text) {
  /** Of what was typed; the longest code takes 14. */
  private static final int MOST_CHARACTERS = 64;

  private static final NormalizedCode NONE = new NormalizedCode("");

  /** The code; one that is too long to be any becomes the empty one, which nobody has. */
  static NormalizedCode of(String typed) {
    if (typed.length() > MOST_CHARACTERS) {
      return NONE;
    }
    StringBuilder text = new StringBuilder(typed.length());
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c != '-' && !Character.isWhitespace(c)) {
        text.append(normalize(Character.toLowerCase(c)));
      }
    }
    return new NormalizedCode(text.toString());
  }

  /** Whether it comes from an authenticator app; a recovery code is longer. */
  boolean isTotp() {
    return text.length() == Totp.DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static char normalize(char c) {
    return switch (c) {
      case 'o' -> '0';
      case 'i', 'l' -> '1';
      default -> c;
    };
  }
}
