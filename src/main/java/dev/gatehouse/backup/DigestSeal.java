package dev.gatehouse.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Ends each chunk with the SHA-256 of it and of what stands before it, from the heading on. */
final class DigestSeal implements ChunkSeal {
  private static final int BYTES = 32;

  private final MessageDigest sha256;
  private byte[] before;

  DigestSeal(byte[] heading) {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.before = sha256.digest(heading);
  }

  @Override
  public int overhead() {
    return BYTES;
  }

  @Override
  public byte[] seal(byte[] chunk, int length, boolean isLast) {
    byte[] sealed = Arrays.copyOf(chunk, length + BYTES);
    System.arraycopy(next(sealed, length, isLast), 0, sealed, length, BYTES);
    return sealed;
  }

  @Override
  public Optional<byte[]> open(byte[] sealed, boolean isLast) {
    int length = sealed.length - BYTES;
    byte[] digest = Arrays.copyOfRange(sealed, length, sealed.length);
    return Arrays.equals(digest, next(sealed, length, isLast))
        ? Optional.of(Arrays.copyOf(sealed, length))
        : Optional.empty();
  }

  private byte[] next(byte[] chunk, int length, boolean isLast) {
    sha256.update(before);
    sha256.update(ByteBuffer.allocate(5).put((byte) (isLast ? 1 : 0)).putInt(length).array());
    sha256.update(chunk, 0, length);
    before = sha256.digest();
    return before;
  }
}
