package dev.gatehouse.platform.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** Makes the handler that packs answers of over 1 KiB for those who accept gzip. */
final class PackedAnswers {
  private static final int WORTHWHILE = 1024;

  private PackedAnswers() {}

  /** Request bodies are left as they are: the strict reader unpacks them and counts. */
  @SuppressWarnings("removal")
  static Handler around(Handler inner) {
    GzipHandler gzip = new GzipHandler();
    gzip.setMinGzipSize(WORTHWHILE);
    gzip.setInflateBufferSize(-1);
    gzip.setIncludedMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    gzip.setHandler(inner);
    return gzip;
  }
}
