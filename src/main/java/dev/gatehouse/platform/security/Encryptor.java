package dev.gatehouse.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the database must store but not know: AES-256-GCM with a derived key and the nonce
 * in front. The ciphertext is bound to a context, so that it cannot be moved to another row.
 * Thread-safe.
 */
public final class Encryptor {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  /** Chooses the nonce for a text and its context. */
  @FunctionalInterface
  private interface Nonces {
    byte[] next(byte[] plain, byte[] bound);
  }

  private final Nonces nonces;
  private final DerivedKey key;

  /** Encrypts for a use, with random nonces. */
  public Encryptor(DerivedKeys keys, KeyUse use) {
    this(keys.of(use), randomNonces());
  }

  private Encryptor(DerivedKey key, Nonces nonces) {
    this.nonces = nonces;
    this.key = key;
  }

  /**
   * Encrypts the same text in the same context to the same ciphertext: the nonce is a MAC of both
   * (as in RFC 5297).
   *
   * @param nonces the use of the key of that MAC
   */
  public static Encryptor repeatable(DerivedKeys keys, KeyUse use, KeyUse nonces) {
    DerivedKey macKey = keys.of(nonces);
    return new Encryptor(
        keys.of(use),
        (plain, bound) -> {
          byte[] length = ByteBuffer.allocate(4).putInt(bound.length).array();
          return Arrays.copyOf(
              DerivedKeys.hmac(macKey.current(), length, bound, plain), NONCE_BYTES);
        });
  }

  private static Nonces randomNonces() {
    SecureRandom random = new SecureRandom();
    return (plain, bound) -> {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      return nonce;
    };
  }

  /** The epoch of the key that it encrypts under. Ask before, so that it is never too high. */
  public long epoch() {
    return key.epoch();
  }

  /**
   * The same text under the current key.
   *
   * @return empty if it is under that key already, or was altered
   */
  public Optional<byte[]> renew(byte[] encrypted, String boundTo) {
    byte[] bound = boundTo.getBytes(StandardCharsets.UTF_8);
    return encrypted.length < NONCE_BYTES + TAG_BYTES
            || decryptWith(key.current(), encrypted, bound).isPresent()
        ? Optional.empty()
        : decrypt(encrypted, boundTo).map(plain -> encrypt(plain, boundTo));
  }

  /** Encrypts; the result is 28 bytes longer. */
  public byte[] encrypt(byte[] plain, String boundTo) {
    byte[] bound = boundTo.getBytes(StandardCharsets.UTF_8);
    byte[] nonce = nonces.next(plain, bound);
    try {
      byte[] secret = cipher(Cipher.ENCRYPT_MODE, key.current(), nonce, bound).doFinal(plain);
      byte[] encrypted = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
      System.arraycopy(secret, 0, encrypted, NONCE_BYTES, secret.length);
      return encrypted;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Decrypts what was encrypted under any key of the ring; empty if the ciphertext was altered or
   * belongs to another context.
   */
  public Optional<byte[]> decrypt(byte[] encrypted, String boundTo) {
    if (encrypted.length < NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    byte[] bound = boundTo.getBytes(StandardCharsets.UTF_8);
    return key.toRead().stream()
        .map(each -> decryptWith(each, encrypted, bound))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<byte[]> decryptWith(byte[] key, byte[] encrypted, byte[] bound) {
    byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, bound);
      return Optional.of(cipher.doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }
}
