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
 * A body while it comes in, unpacked: too many bytes, a broken pack and a stalled client are
 * failures, not exceptions of I/O. The JDK's own gzip takes what has not arrived yet, or is
 * damaged, for the end of the pack, if a member of it (RFC 1952 2.2) was whole before.
 */
public final class BodyStream extends InputStream {
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final Sent sent;
  private final InputStream content;
  private final CommonCode brokenCode;
  private long left;

  private BodyStream(Sent sent, InputStream content, CommonCode brokenCode, long most) {
    this.sent = sent;
    this.content = content;
    this.brokenCode = brokenCode;
    this.left = most;
  }

  /**
   * The body of a request.
   *
   * @param most the bytes that it may have, packed and unpacked
   */
  public static BodyStream of(HttpServletRequest request, long most) {
    boolean gzipped = ContentHeaders.isGzipped(request);
    // getContentType() throws if it does not know the charset
    String type = request.getHeader("Content-Type");
    CommonCode brokenCode =
        type != null && type.contains("json") ? CommonCode.MALFORMED_JSON : CommonCode.BAD_REQUEST;
    Sent sent = null;
    try {
      sent = new Sent(request.getInputStream(), most);
      return new BodyStream(sent, gzipped ? unpacked(sent) : sent, brokenCode, most);
    } catch (IOException e) {
      throw failureOf(e, sent, brokenCode);
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
      int count = content.read(bytes, offset, Math.min(length, MOST_AT_ONCE));
      sent.fruitless = 0;
      left -= Math.max(count, 0);
      if (left < 0) {
        throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
      }
      return count;
    } catch (IOException e) {
      throw failureOf(e, sent, brokenCode);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** The failure to report when a body could not be read. */
  private static Failure failureOf(
      IOException failure, @Nullable Sent sent, CommonCode brokenCode) {
    if (Timeouts.isTimeout(failure)) {
      return Failure.of(CommonCode.REQUEST_TIMEOUT);
    }
    return sent != null && !sent.isCutOff
        ? Failure.of(brokenCode, "The body is not valid gzip")
        : Failure.of(CommonCode.BAD_REQUEST, "The body did not arrive whole");
  }

  /**
   * The bytes as they come in, and whether that went wrong. The heads of a pack may have texts of
   * any length, and the library keeps one at a time, so their bytes are limited: in all, and
   * between two pieces of content.
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
