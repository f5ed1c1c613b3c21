package dev.gatehouse.products;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

/** Bytes compressed for the database. */
final class PackedBytes {
  private PackedBytes() {}

  static byte[] pack(byte[] bytes, int length) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes, 0, length);
      deflater.finish();
      // more than deflate can expand them
      byte[] packed = new byte[length + length / 1000 + 64];
      int size = deflater.deflate(packed);
      return Arrays.copyOf(packed, size);
    } finally {
      deflater.end();
    }
  }

  /** The original bytes. Reading throws an {@link java.io.IOException} if they are damaged. */
  static InputStream open(byte[] packed) {
    return new InflaterInputStream(new ByteArrayInputStream(packed));
  }
}
