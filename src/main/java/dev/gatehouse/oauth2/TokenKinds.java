package dev.gatehouse.oauth2;

/** Tells tokens apart by their form. */
final class TokenKinds {
  /** Exceeds every token of ours. */
  static final int LONGEST = 8192;

  private TokenKinds() {}

  /** Whether the text may be an access token, and no refresh token. */
  static boolean isAccessToken(String text) {
    return text.indexOf('.') >= 0;
  }
}
