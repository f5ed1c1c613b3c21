package dev.gatehouse.platform.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the rest of a body that was refused, once the answer is on its way: a client that sends
 * all before it reads would otherwise find a reset connection instead of the answer.
 */
final class UnreadBody {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
  private static final long MOST = 8L * 1024 * 1024;

  private UnreadBody() {}

  static void drain(HttpServletRequest request, HttpServletResponse response) {
    long length = request.getContentLengthLong();
    boolean mayHaveBody = length > 0 || request.getHeader("Transfer-Encoding") != null;
    boolean worthWhile =
        mayHaveBody
            && length <= MOST
            && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT
            && request.getHeader("Expect") == null;
    if (!worthWhile) {
      return;
    }
    try {
      ServletInputStream body = request.getInputStream();
      if (!body.isFinished()) {
        read(body);
      }
    } catch (IOException e) {
      LOG.debug("The rest of a refused body did not come", e);
    }
  }

  private static void read(ServletInputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    long left = MOST;
    for (int n = body.read(buffer); n >= 0 && left > 0; n = body.read(buffer)) {
      left -= n;
    }
  }
}
