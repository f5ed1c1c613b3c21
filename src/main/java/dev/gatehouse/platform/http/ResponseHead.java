package dev.gatehouse.platform.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;

/**
 * Corrects the head of a response for its status and method. Where no body is sent, Jetty declares
 * the length and the tag of the uncompressed body, or a length of 0; the head must match that of a
 * GET, or leave them out (RFC 9110 8.6, 9.3.2).
 */
final class ResponseHead {
  private ResponseHead() {}

  /** The head of a response to any method but HEAD. */
  static MetaData.Response of(MetaData.Response response) {
    return switch (response.getStatus()) {
      case HttpStatus.NOT_MODIFIED_304 -> withoutLength(response);
      case HttpStatus.REQUEST_TIMEOUT_408 -> closing(response);
      default -> response;
    };
  }

  /** The head of a response to HEAD. */
  static MetaData.Response ofHead(MetaData.Request request, MetaData.Response response) {
    if (ResponseCompression.wouldCompress(request.getHttpFields(), response)) {
      HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
      fields.put(HttpHeader.CONTENT_ENCODING, ResponseCompression.CODING);
      HttpField tag = fields.getField(HttpHeader.ETAG);
      if (tag != null) {
        String open = tag.getValue().substring(0, tag.getValue().length() - 1);
        fields.put(HttpHeader.ETAG, open + ResponseCompression.TAG_SUFFIX + '"');
      }
      return with(response, fields.remove(HttpHeader.CONTENT_LENGTH), -1);
    }
    boolean mayHaveBody = response.getStatus() != HttpStatus.NO_CONTENT_204;
    return response.getContentLength() == 0 && mayHaveBody ? withoutLength(response) : of(response);
  }

  private static MetaData.Response withoutLength(MetaData.Response response) {
    HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
    return with(response, fields.remove(HttpHeader.CONTENT_LENGTH), -1);
  }

  private static MetaData.Response closing(MetaData.Response response) {
    HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
    return with(response, fields.put(HttpFields.CONNECTION_CLOSE), response.getContentLength());
  }

  private static MetaData.Response with(
      MetaData.Response response, HttpFields fields, long contentLength) {
    return new MetaData.Response(
        response.getStatus(),
        response.getReason(),
        response.getHttpVersion(),
        fields,
        contentLength,
        response.getTrailersSupplier());
  }
}
