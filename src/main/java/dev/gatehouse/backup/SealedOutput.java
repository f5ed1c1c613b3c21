package dev.gatehouse.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes a heading and sealed chunks, each behind its length, whose highest bit marks the last one.
 * Without {@link #finish} the file is not whole.
 */
final class SealedOutput extends OutputStream {
  /** Of a chunk before it is sealed. */
  static final int CHUNK_BYTES = 64 * 1024;

  static final int LAST = 1 << 31;

  private final OutputStream out;
  private final ChunkSeal seal;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int length;

  SealedOutput(OutputStream out, Heading heading) throws IOException {
    this.out = out;
    this.seal = heading.seal();
    out.write(heading.bytes());
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (length == CHUNK_BYTES) {
        writeChunk(false);
      }
      int part = Math.min(count - done, CHUNK_BYTES - length);
      System.arraycopy(bytes, offset + done, chunk, length, part);
      length += part;
      done += part;
    }
  }

  /** Writes the last chunk. */
  void finish() throws IOException {
    writeChunk(true);
    out.flush();
  }

  private void writeChunk(boolean isLast) throws IOException {
    byte[] sealed = seal.seal(chunk, length, isLast);
    int head = isLast ? sealed.length | LAST : sealed.length;
    out.write(ByteBuffer.allocate(Integer.BYTES + sealed.length).putInt(head).put(sealed).array());
    length = 0;
  }
}
