package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Derives all keys from the signing secret by HKDF-SHA256 (RFC 5869) with one label per purpose, so
 * that no key reveals another. Immutable.
 */
public final class DerivedKeys {
  private static final byte[] SALT = "gatehouse/v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] current;
  private final byte @Nullable [] previous;

  public DerivedKeys(Secrets secrets) {
    this.current = extract(secrets.current());
    this.previous = secrets.previous().map(DerivedKeys::extract).orElse(null);
  }

  /** The 32-byte key for new data. */
  public byte[] key(String label) {
    return expand(current, label);
  }

  /**
   * The keys that existing data may use: the current one, then the previous one if there is one.
   */
  public List<byte[]> keysToRead(String label) {
    return previous == null
        ? List.of(expand(current, label))
        : List.of(expand(current, label), expand(previous, label));
  }

  private static byte[] extract(SecretString secret) {
    return hmac(SALT, secret.bytes());
  }

  private static byte[] expand(byte[] pseudoRandomKey, String label) {
    byte[] info = label.getBytes(StandardCharsets.UTF_8);
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return hmac(pseudoRandomKey, block);
  }

  /** HMAC-SHA256 of the concatenated parts. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
