package dev.gatehouse.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates what the database keeps but must not know: AES-256-GCM under a derived
 * key, with the nonce in front. What is sealed is bound to a context, so that it cannot be moved to
 * another row. Thread-safe.
 */
public final class Encryptor {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  /** Chooses the nonce of a text and what it is bound to. */
  @FunctionalInterface
  private interface Nonces {
    byte[] next(byte[] plain, byte[] bound);
  }

  private final Nonces nonces;
  private final SecretKeySpec makes;
  private final List<SecretKeySpec> reads;

  /** Seals for one purpose, which the label names, each time to something else. */
  public Encryptor(DerivedKeys keys, String label) {
    this(keys, label, randomNonces());
  }

  private Encryptor(DerivedKeys keys, String label, Nonces nonces) {
    this.nonces = nonces;
    this.makes = new SecretKeySpec(keys.key(label), "AES");
    this.reads = keys.keysToRead(label).stream().map(key -> new SecretKeySpec(key, "AES")).toList();
  }

  /**
   * Seals the same in the same context always to the same: the nonce is a MAC of both (as in RFC
   * 5297).
   */
  public static Encryptor repeatable(DerivedKeys keys, String label) {
    byte[] key = keys.key(label + "/nonce");
    return new Encryptor(
        keys,
        label,
        (plain, bound) -> {
          byte[] length = ByteBuffer.allocate(4).putInt(bound.length).array();
          return Arrays.copyOf(DerivedKeys.hmac(key, length, bound, plain), NONCE);
        });
  }

  private static Nonces randomNonces() {
    SecureRandom random = new SecureRandom();
    return (plain, bound) -> {
      byte[] nonce = new byte[NONCE];
      random.nextBytes(nonce);
      return nonce;
    };
  }

  /** The sealed form, 28 bytes longer. */
  public byte[] seal(byte[] plain, String boundTo) {
    byte[] bound = boundTo.getBytes(StandardCharsets.UTF_8);
    byte[] nonce = nonces.next(plain, bound);
    try {
      byte[] secret = cipher(Cipher.ENCRYPT_MODE, makes, nonce, bound).doFinal(plain);
      byte[] whole = Arrays.copyOf(nonce, NONCE + secret.length);
      System.arraycopy(secret, 0, whole, NONCE, secret.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What was sealed under the current or the previous secret; empty if it was changed or belongs to
   * another context.
   */
  public Optional<byte[]> open(byte[] whole, String boundTo) {
    if (whole.length < NONCE + TAG) {
      return Optional.empty();
    }
    byte[] bound = boundTo.getBytes(StandardCharsets.UTF_8);
    return reads.stream()
        .map(key -> openWith(key, whole, bound))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<byte[]> openWith(SecretKeySpec key, byte[] whole, byte[] bound) {
    byte[] nonce = Arrays.copyOf(whole, NONCE);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, bound);
      return Optional.of(cipher.doFinal(whole, NONCE, whole.length - NONCE));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }
}
