package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** Makes the handler that packs answers of over 1 KiB for those who accept gzip. */
public final class ResponseCompression {
  static final String CODING = "gzip";

  /** Of the tag of a packed answer. */
  public static final String TAG_SUFFIX = "--gzip";

  private static final int WORTHWHILE = 1024;

  private ResponseCompression() {}

  /** Request bodies are left as they are: the strict reader unpacks them and counts. */
  @SuppressWarnings("removal")
  public static Handler around(Handler inner) {
    GzipHandler gzip = new GzipHandler();
    gzip.setMinGzipSize(WORTHWHILE);
    gzip.setInflateBufferSize(-1);
    gzip.setIncludedMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    gzip.setHandler(inner);
    return gzip;
  }

  /** Whether the handler would pack the body of an answer to GET that it does not see. */
  static boolean wouldPack(HttpFields asked, MetaData.Response answer) {
    HttpField type = answer.getHttpFields().getField(HttpHeader.CONTENT_TYPE);
    return asked.contains(HttpHeader.ACCEPT_ENCODING, CODING)
        && HttpStatus.isSuccess(answer.getStatus())
        && answer.getContentLength() >= WORTHWHILE
        && !answer.getHttpFields().contains(HttpHeader.CONTENT_ENCODING)
        && (type == null || !type.getValue().startsWith("image/"));
  }
}
