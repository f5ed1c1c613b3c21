package dev.gatehouse.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what {@link SealedOutput} wrote, and gives out nothing whose seal was not verified. */
final class SealedInput extends InputStream {
  private final InputStream in;
  private final ChunkSeal seal;
  private byte[] chunk = new byte[0];
  private int position;
  private boolean isLast;
  private long read;

  /** Reads what follows the heading. */
  SealedInput(InputStream in, Heading heading) {
    this.in = in;
    this.seal = heading.seal();
    this.read = heading.bytes().length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (position == chunk.length) {
      if (isLast) {
        return -1;
      }
      next();
    }
    int part = Math.min(count, chunk.length - position);
    System.arraycopy(chunk, position, bytes, offset, part);
    position += part;
    return part;
  }

  private void next() throws IOException {
    int head = ByteBuffer.wrap(take(Integer.BYTES)).getInt();
    isLast = (head & SealedOutput.LAST) != 0;
    int length = head & ~SealedOutput.LAST;
    if (length < seal.overhead() || length > SealedOutput.CHUNK_BYTES + seal.overhead()) {
      throw new DamagedException(
          "The backup is damaged at byte %d: a chunk there claims to have %d bytes."
              .formatted(read - Integer.BYTES, length));
    }
    long from = read;
    chunk =
        seal.open(take(length), isLast)
            .orElseThrow(
                () ->
                    new DamagedException(
                        """
                        The backup is damaged: the %d bytes from byte %d on are not those that \
                        were written there.\
                        """
                            .formatted(length, from)));
    position = 0;
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    read += bytes.length;
    if (bytes.length < count) {
      throw new DamagedException(
          "The backup is cut off: it ends after %d bytes, before its end was written."
              .formatted(read));
    }
    return bytes;
  }

  /** Requires that nothing is left in the last chunk or behind it. */
  void requireEnd() throws IOException {
    if (read() >= 0 || in.read() >= 0) {
      throw new DamagedException(
          "The backup is damaged: something follows its end at byte %d.".formatted(read));
    }
  }
}
