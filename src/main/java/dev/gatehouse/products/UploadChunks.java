package dev.gatehouse.products;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * An upload stored in the database, where any node can continue it: chunks of equal size,
 * compressed separately, so that any position can be read directly.
 */
final class UploadChunks {
  private static final int SIZE = 512 * 1024;

  private final ImportDao dao;
  private final long importId;

  UploadChunks(ImportDao dao, long importId) {
    this.dao = dao;
    this.importId = importId;
  }

  /** A stream that stores the upload while it is read. */
  InputStream storing(InputStream upload) {
    return new Keeping(upload);
  }

  /** The stored upload from a position on. */
  InputStream from(long position) {
    return new Kept(position);
  }

  private final class Keeping extends InputStream {
    private final InputStream upload;
    private final byte[] chunk = new byte[SIZE];
    private int filled;
    private int number;

    Keeping(InputStream upload) {
      this.upload = upload;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = upload.read(bytes, offset, Math.min(length, SIZE - filled));
      if (count > 0) {
        System.arraycopy(bytes, offset, chunk, filled, count);
        filled += count;
      }
      if (filled == SIZE || (count < 0 && filled > 0)) {
        dao.insertChunk(importId, number++, PackedBytes.pack(chunk, filled));
        filled = 0;
      }
      return count;
    }
  }

  private final class Kept extends InputStream {
    private int number;
    private byte[] chunk = new byte[0];
    private int at;

    Kept(long position) {
      number = Math.toIntExact(position / SIZE);
      if (fill()) {
        at = Math.toIntExact(position % SIZE);
      }
    }

    @Override
    public int read() {
      return at < chunk.length || fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (at >= chunk.length && !fill()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, bytes, offset, count);
      at += count;
      return count;
    }

    private boolean fill() {
      chunk =
          dao.findChunk(importId, number++).map(UploadChunks::unpack).orElseGet(() -> new byte[0]);
      at = 0;
      return chunk.length > 0;
    }
  }

  private static byte[] unpack(byte[] packed) {
    try (InputStream bytes = PackedBytes.open(packed)) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
