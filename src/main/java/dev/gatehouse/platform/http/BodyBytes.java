package dev.gatehouse.platform.http;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a whole body, unpacked, but never more of it than the limit. */
final class BodyBytes {
  /** The most bytes that a body may have, packed and unpacked. */
  static final int LIMIT = 1024 * 1024;

  private BodyBytes() {}

  static byte[] of(HttpServletRequest request) {
    boolean gzipped = ContentHeaders.isGzipped(request);
    byte[] bytes;
    try {
      InputStream sent = request.getInputStream();
      bytes = gzipped ? unpacked(new GZIPInputStream(sent, 8192)) : sent.readNBytes(LIMIT + 1);
    } catch (IOException e) {
      throw failureOf(e, gzipped);
    }
    if (bytes.length > LIMIT) {
      throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
    }
    return bytes;
  }

  private static byte[] unpacked(GZIPInputStream packed) throws IOException {
    try (packed) {
      return packed.readNBytes(LIMIT + 1);
    }
  }

  static Failure malformed() {
    return Failure.of(CommonCode.MALFORMED_JSON);
  }

  /** What it means for the client that its body could not be read. */
  static Failure failureOf(IOException failure, boolean gzipped) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return Failure.of(CommonCode.REQUEST_TIMEOUT);
      }
    }
    if (gzipped && (failure instanceof ZipException || failure instanceof EOFException)) {
      return malformed();
    }
    return Failure.of(CommonCode.BAD_REQUEST, "The body did not arrive whole");
  }
}
