package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.http.Timeouts;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The decompressed body while it arrives: too many bytes, broken gzip and a stalled client are
 * {@link Failure}s. The JDK's gzip stream takes missing or damaged data behind a complete member
 * (RFC 1952 2.2) for the end.
 */
public final class BodyStream extends InputStream {
  private static final int MAX_READ = 64 * 1024;

  private final Sent sent;
  private final InputStream content;
  private long left;

  private BodyStream(Sent sent, InputStream content, long most) {
    this.sent = sent;
    this.content = content;
    this.left = most;
  }

  /**
   * The body of a request.
   *
   * @param most the longest body, compressed and decompressed
   */
  public static BodyStream of(HttpServletRequest request, long most) {
    boolean gzipped = ContentHeaders.isGzipped(request);
    Sent sent = null;
    try {
      sent = new Sent(request.getInputStream(), most);
      return new BodyStream(sent, gzipped ? unpacked(sent) : sent, most);
    } catch (IOException e) {
      throw failureOf(e, sent);
    }
  }

  private static InputStream unpacked(InputStream sent) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(sent)
        .setDecompressConcatenated(true)
        .get();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      int count = content.read(bytes, offset, Math.min(length, MAX_READ));
      sent.fruitless = 0;
      left -= Math.max(count, 0);
      if (left < 0) {
        throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
      }
      return count;
    } catch (IOException e) {
      throw failureOf(e, sent);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** Translates a failure to read the body. */
  private static Failure failureOf(IOException failure, @Nullable Sent sent) {
    if (Timeouts.isTimeout(failure)) {
      return Failure.of(CommonCode.REQUEST_TIMEOUT);
    }
    return sent != null && !sent.isCutOff
        ? Failure.of(CommonCode.MALFORMED_JSON, "The body is not valid gzip")
        : Failure.of(CommonCode.BAD_REQUEST, "The body did not arrive whole");
  }

  /**
   * The raw bytes, and whether reading them failed. Gzip headers may hold texts of any length,
   * which the library buffers one at a time: so the bytes are limited, in all and without output.
   */
  private static final class Sent extends FilterInputStream {
    private static final int MOST_FRUITLESS = 256 * 1024;

    private long left;
    private int fruitless;
    private boolean isCutOff;

    Sent(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (fruitless > MOST_FRUITLESS) {
        throw new IOException("Too much without content");
      }
      if (left < 0) {
        throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
      }
      try {
        int count = super.read(bytes, offset, length);
        fruitless += Math.max(count, 0);
        left -= Math.max(count, 0);
        return count;
      } catch (IOException e) {
        isCutOff = true;
        throw e;
      }
    }
  }
}
