package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Reads a whole body, unpacked, but never more of it than the limit. */
public final class BodyBytes {
  /** The most bytes that a body may have, packed and unpacked. */
  public static final int LIMIT = 1024 * 1024;

  private static final int PIECE = 8 * 1024;

  private BodyBytes() {}

  public static byte[] of(HttpServletRequest request) {
    BufferedRequest arrived = BufferedRequest.of(request);
    if (arrived != null && arrived.isWhole() && !ContentHeaders.isGzipped(request)) {
      return arrived.body();
    }
    try (InputStream body = BodyStream.of(request, LIMIT)) {
      return arrived == null ? body.readAllBytes() : read(body, arrived.share());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is unpacked counts too, and before it is. */
  private static byte[] read(InputStream body, BodyBudget.Share share) throws IOException {
    byte[] bytes = {};
    int size = 0;
    while (true) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, grown(bytes.length, share));
      }
      // in small pieces, between which it is seen whether a pack yields anything
      int count = body.read(bytes, size, Math.min(bytes.length - size, PIECE));
      if (count < 0) {
        return Arrays.copyOf(bytes, size);
      }
      size += count;
    }
  }

  private static int grown(int length, BodyBudget.Share share) {
    // the byte beyond the limit is the one that shows that there is one
    int more = Math.min(Math.max(PIECE, length), LIMIT + 1 - length);
    if (share.take(more) != BodyBudget.Demand.GRANTED) {
      throw Failure.unavailable(null);
    }
    return length + more;
  }
}
