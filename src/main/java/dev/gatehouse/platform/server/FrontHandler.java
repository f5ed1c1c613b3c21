package dev.gatehouse.platform.server;

import dev.gatehouse.platform.http.LogContext;
import dev.gatehouse.platform.http.ResponseHeaders;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The outermost handler of the application port: adds the ids to the log context, answers
 * preflights and refuses requests that no resource should see.
 */
final class FrontHandler extends Handler.Wrapper {
  private static final HttpField ALLOW =
      new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  private static final HttpField ALLOW_METHODS =
      new PreEncodedHttpField(
          HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE");
  private static final HttpField MAX_AGE =
      new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "7200");

  private final ResponseHeaders responseHeaders;
  private final Handler plain;
  private final Handler compressing;

  /**
   * @param plain the inner handler
   * @param compressing the inner handler behind response compression
   */
  FrontHandler(ResponseHeaders responseHeaders, Handler plain, Handler compressing) {
    super(compressing);
    this.responseHeaders = responseHeaders;
    this.plain = plain;
    this.compressing = compressing;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    LogContext.begin(responseHeaders.admit(request));
    try {
      return dispatch(request, response, callback);
    } catch (Throwable failure) {
      Response.writeError(request, response, callback, failure);
      return true;
    } finally {
      LogContext.end();
    }
  }

  private boolean dispatch(Request request, Response response, Callback callback) throws Exception {
    String method = request.getMethod();
    HttpURI uri = request.getHttpURI();
    if (uri.hasViolations()
        && UriCompliance.checkUriCompliance(UriCompliance.DEFAULT, uri, null) != null) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    HttpFields headers = request.getHeaders();
    switch (method) {
      case "TRACE", "CONNECT" -> {
        response.getHeaders().put(ALLOW);
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        return true;
      }
      case "OPTIONS" -> {
        if (headers.contains(HttpHeader.ORIGIN)
            && headers.contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD)) {
          preflight(headers, response, callback);
          return true;
        }
      }
      default -> {}
    }
    Handler inner = headers.contains(HttpHeader.ACCEPT_ENCODING) ? compressing : plain;
    if (!inner.handle(request, response, callback)) {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    return true;
  }

  private void preflight(HttpFields headers, Response response, Callback callback) {
    response.setStatus(HttpStatus.NO_CONTENT_204);
    if (responseHeaders.isAllowedOrigin(headers)) {
      response.getHeaders().put(ALLOW_METHODS).put(responseHeaders.allowHeaders()).put(MAX_AGE);
    }
    callback.succeeded();
  }
}
