package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates positions in a list, bound to the list, its filters and its sort. The
 * nonce is a MAC of all that (as in RFC 5297), so the same position always has the same cursor and
 * a page of unchanged rows the same entity tag. Thread-safe.
 */
final class CursorSeal {
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final String SEAL_LABEL = "cursor/seal";
  private static final String NONCE_LABEL = "cursor/nonce";

  private final byte[] nonceKey;
  private final SecretKeySpec makes;
  private final List<SecretKeySpec> reads;

  CursorSeal(DerivedKeys keys) {
    this.nonceKey = keys.key(NONCE_LABEL);
    this.makes = new SecretKeySpec(keys.key(SEAL_LABEL), "AES");
    this.reads =
        keys.keysToRead(SEAL_LABEL).stream().map(key -> new SecretKeySpec(key, "AES")).toList();
  }

  String seal(List<String> position, String scope) {
    byte[] plain = encode(position);
    byte[] bound = scope.getBytes(StandardCharsets.UTF_8);
    byte[] length = ByteBuffer.allocate(4).putInt(bound.length).array();
    byte[] nonce = Arrays.copyOf(DerivedKeys.hmac(nonceKey, length, bound, plain), NONCE);
    try {
      byte[] secret = cipher(Cipher.ENCRYPT_MODE, makes, nonce, bound).doFinal(plain);
      byte[] sealed = Arrays.copyOf(nonce, NONCE + secret.length);
      System.arraycopy(secret, 0, sealed, NONCE, secret.length);
      return Base64Url.encode(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The position; empty if the cursor was changed or made for another scope. */
  Optional<List<String>> open(String cursor, String scope) {
    return Base64Url.decode(cursor)
        .filter(bytes -> bytes.length >= NONCE + TAG)
        .flatMap(bytes -> open(bytes, scope));
  }

  private Optional<List<String>> open(byte[] sealed, String scope) {
    byte[] bound = scope.getBytes(StandardCharsets.UTF_8);
    return reads.stream()
        .map(key -> openWith(key, sealed, bound))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<List<String>> openWith(SecretKeySpec key, byte[] sealed, byte[] bound) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, bound);
      return Optional.of(decode(cipher.doFinal(sealed, NONCE, sealed.length - NONCE)));
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

  private static byte[] encode(List<String> position) {
    List<byte[]> parts = new ArrayList<>(position.size());
    int size = 0;
    for (String part : position) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      parts.add(bytes);
      size += 4 + bytes.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    return buffer.array();
  }

  private static List<String> decode(byte[] plain) {
    ByteBuffer buffer = ByteBuffer.wrap(plain);
    List<String> position = new ArrayList<>(3);
    try {
      while (buffer.hasRemaining()) {
        byte[] part = new byte[buffer.getInt()];
        buffer.get(part);
        position.add(new String(part, StandardCharsets.UTF_8));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalStateException("A cursor of ours cannot be read", e);
    }
    return position;
  }
}
