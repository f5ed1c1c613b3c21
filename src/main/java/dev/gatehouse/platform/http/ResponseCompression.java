package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** Compresses responses of 1 KiB and more for clients that accept gzip. */
public final class ResponseCompression {
  static final String CODING = "gzip";

  /** The end of the entity tag of a compressed response. */
  public static final String TAG_SUFFIX = "--gzip";

  private static final int MIN_LENGTH = 1024;

  private ResponseCompression() {}

  /** Request bodies are not touched: the strict reader decompresses and counts them. */
  @SuppressWarnings("removal")
  public static Handler around(Handler inner) {
    GzipHandler gzip = new GzipHandler();
    gzip.setMinGzipSize(MIN_LENGTH);
    gzip.setInflateBufferSize(-1);
    gzip.setIncludedMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    gzip.setHandler(inner);
    return gzip;
  }

  /** Whether the handler would compress the body that a response to HEAD leaves out. */
  static boolean wouldCompress(HttpFields request, MetaData.Response response) {
    HttpField type = response.getHttpFields().getField(HttpHeader.CONTENT_TYPE);
    return request.contains(HttpHeader.ACCEPT_ENCODING, CODING)
        && HttpStatus.isSuccess(response.getStatus())
        && response.getContentLength() >= MIN_LENGTH
        && !response.getHttpFields().contains(HttpHeader.CONTENT_ENCODING)
        && (type == null || !type.getValue().startsWith("image/"));
  }
}
