package dev.gatehouse.mfa;

/** A code in normal form. Blanks, dashes, case and look-alike letters and digits do not matter. */
record NormalizedCode(String text) {
  /** Limit for the typed text; the longest code has 14. */
  private static final int MOST_CHARACTERS = 64;

  private static final NormalizedCode NONE = new NormalizedCode("");

  /**
   * Normalizes the code. A text too long for a code becomes the empty code, which never matches.
   */
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

  /** Whether it is from an authenticator app; recovery codes are longer. */
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
