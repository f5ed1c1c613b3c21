package dev.gatehouse.platform.security;

import java.util.Base64;
import java.util.Optional;

/** Base64 for URLs without padding (RFC 4648, section 5), accepting only the canonical spelling. */
public final class Base64Url {
  /** The longest text decoded. No request header and no encrypted value is longer. */
  static final int MAX_LENGTH = 8 * 1024;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Decodes the text; empty if {@link #encode} would not produce it. The unused bits at the end
   * could otherwise be altered without effect. The limit keeps a huge token in a body from costing
   * time.
   */
  public static Optional<byte[]> decode(String text) {
    if (text.length() > MAX_LENGTH) {
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
