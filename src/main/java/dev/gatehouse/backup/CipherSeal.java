package dev.gatehouse.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts each chunk by AES-256-GCM under a key of one file. The nonce is the number of the chunk
 * and whether it is the last one, so that none can be moved, left out or cut off.
 */
final class CipherSeal implements ChunkSeal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;
  private long number;

  CipherSeal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  @Override
  public int overhead() {
    return TAG_BYTES;
  }

  @Override
  public byte[] seal(byte[] chunk, int length, boolean isLast) {
    try {
      return next(Cipher.ENCRYPT_MODE, isLast).doFinal(chunk, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] sealed, boolean isLast) {
    try {
      return Optional.of(next(Cipher.DECRYPT_MODE, isLast).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher next(int mode, boolean isLast) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(isLast ? 1 : 0).putLong(number).array();
    number++;
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}
