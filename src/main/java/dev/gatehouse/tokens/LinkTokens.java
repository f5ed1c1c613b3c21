package dev.gatehouse.tokens;

import dev.gatehouse.platform.security.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/** The form of the tokens in links: 256 random bits, stored as digests. Thread-safe. */
public final class LinkTokens {
  private static final int BYTES = 32;

  /** In Base64url; nothing longer is decoded. */
  private static final int CHARACTERS = 43;

  private final SecureRandom random = new SecureRandom();

  /** The text of a new token, for the link alone. */
  public String newText() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /** The digest to store and to find a token by; empty if no token can have that text. */
  public static Optional<byte[]> digest(String text) {
    return Optional.of(text)
        .filter(token -> token.length() == CHARACTERS)
        .flatMap(Base64Url::decode)
        .filter(bytes -> bytes.length == BYTES)
        .map(bytes -> sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
