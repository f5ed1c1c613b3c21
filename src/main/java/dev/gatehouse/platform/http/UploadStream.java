package dev.gatehouse.platform.http;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A long body while it comes in, unpacked: too many bytes, a broken pack and a stalled client are
 * failures, not exceptions of I/O.
 */
final class UploadStream extends InputStream {
  private static final int BUFFER = 8192;

  private final InputStream content;
  private final boolean gzipped;
  private long left;

  private UploadStream(InputStream content, boolean gzipped, long most) {
    this.content = content;
    this.gzipped = gzipped;
    this.left = most;
  }

  static UploadStream of(HttpServletRequest request, long most) {
    boolean gzipped = ContentHeaders.isGzipped(request);
    try {
      InputStream sent = request.getInputStream();
      return new UploadStream(gzipped ? new GZIPInputStream(sent, BUFFER) : sent, gzipped, most);
    } catch (IOException e) {
      throw BodyBytes.failureOf(e, gzipped);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      int count = content.read(bytes, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw Failure.of(CommonCode.PAYLOAD_TOO_LARGE);
      }
      return count;
    } catch (IOException e) {
      throw BodyBytes.failureOf(e, gzipped);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
