package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The key from which others are derived by HKDF-SHA256 (RFC 5869), one per label, so that no key
 * reveals another. It stands where HKDF has the pseudorandom key. Immutable.
 */
public final class RootKey {
  /** The length. */
  public static final int BYTES = 32;

  private static final byte[] SALT = "gatehouse/v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private RootKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new key, which nothing else tells. */
  public static RootKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new RootKey(bytes);
  }

  /** The key that a secret gives, always the same. */
  public static RootKey of(SecretString secret) {
    return new RootKey(DerivedKeys.hmac(SALT, secret.bytes()));
  }

  /** The key with these bytes, as {@link #bytes} returned them. */
  public static RootKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A root key has %d bytes".formatted(BYTES));
    }
    return new RootKey(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The 32-byte key for a use. */
  byte[] derive(KeyUse use) {
    byte[] info = use.label().getBytes(StandardCharsets.UTF_8);
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return DerivedKeys.hmac(bytes, block);
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "RootKey";
  }
}
