package dev.gatehouse.platform.security;

import java.util.Base64;
import java.util.Optional;

/** Base64 for URLs without padding (RFC 4648 5), of which each text has one spelling. */
public final class Base64Url {
  /**
   * The most characters of what is decoded: no head of a request, and nothing sealed, is longer.
   */
  static final int LONGEST = 8 * 1024;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * The bytes; empty if the text is not what {@link #encode} makes of them. Base64 leaves bits
   * unused at the end, so a text could be altered and still say the same. A body may hold a million
   * characters where a token is due; these are not worked on.
   */
  public static Optional<byte[]> decode(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
