package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;

/**
 * The heads of answers whose bodies are not sent: they say what the answer to a GET would, or
 * nothing, where Jetty tells the length and the tag of what was not written (RFC 9110 8.6, 9.3.2).
 */
final class HeadResponse {
  private HeadResponse() {}

  /** An answer to HEAD, from what Jetty makes of it. */
  static MetaData.Response asOfGet(MetaData.Request request, MetaData.Response response) {
    if (ResponseCompression.wouldPack(request.getHttpFields(), response)) {
      HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
      fields.put(HttpHeader.CONTENT_ENCODING, ResponseCompression.CODING);
      HttpField tag = fields.getField(HttpHeader.ETAG);
      if (tag != null) {
        String open = tag.getValue().substring(0, tag.getValue().length() - 1);
        fields.put(HttpHeader.ETAG, open + ResponseCompression.TAG_SUFFIX + '"');
      }
      return withoutLength(response, fields);
    }
    boolean mayHaveBody = response.getStatus() != HttpStatus.NO_CONTENT_204;
    return response.getContentLength() == 0 && mayHaveBody ? withoutLength(response) : response;
  }

  static MetaData.Response withoutLength(MetaData.Response response) {
    return withoutLength(response, HttpFields.build(response.getHttpFields()));
  }

  private static MetaData.Response withoutLength(
      MetaData.Response response, HttpFields.Mutable fields) {
    return new MetaData.Response(
        response.getStatus(),
        response.getReason(),
        response.getHttpVersion(),
        fields.remove(HttpHeader.CONTENT_LENGTH),
        -1,
        response.getTrailersSupplier());
  }
}
