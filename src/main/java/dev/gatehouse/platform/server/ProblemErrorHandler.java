package dev.gatehouse.platform.server;

import dev.gatehouse.platform.http.ResponseHeaders;
import dev.gatehouse.platform.http.Timeouts;
import dev.gatehouse.platform.logging.OutOfMemory;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.Problem;
import dev.gatehouse.platform.problems.ProblemCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds to the refusals and failures of Jetty and the servlet context with a problem document.
 */
final class ProblemErrorHandler extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorHandler.class);
  private static final HttpField PROBLEM =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
  private static final HttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private final ResponseHeaders responseHeaders;
  private final String applicationConnector;

  ProblemErrorHandler(ResponseHeaders responseHeaders, String applicationConnector) {
    this.responseHeaders = responseHeaders;
    this.applicationConnector = applicationConnector;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
    OutOfMemory.exitOn(cause);
    int status = statusOf(response.getStatus(), cause);
    String requestId = responseHeaders.admit(request).requestId();
    // without a cause, the reason has been logged already
    if (status == HttpStatus.INTERNAL_SERVER_ERROR_500 && cause != null) {
      LOG.atError()
          .addKeyValue("request_id", requestId)
          .setCause(cause)
          .log("A request failed in an unforeseen way");
    }
    Problem problem = Problem.of(Failure.of(codeOf(status)), requestId).withStatus(status);
    byte[] body = problem.toJson();
    response.setStatus(status);
    response.getHeaders().put(PROBLEM);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    if (!applicationConnector.equals(request.getConnectionMetaData().getConnector().getName())) {
      response.getHeaders().put(NOSNIFF);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /** A truncated or malformed request is the client's fault, however deep the cause is wrapped. */
  private static int statusOf(int status, @Nullable Throwable failure) {
    if (Timeouts.isTimeout(failure)) {
      return HttpStatus.REQUEST_TIMEOUT_408;
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof HttpException refusal) {
        return refusal.getCode();
      }
      cause = cause.getCause();
    }
    return status < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status;
  }

  private static ProblemCode codeOf(int status) {
    return switch (status) {
      case 401 -> CommonCode.UNAUTHENTICATED;
      case 403 -> CommonCode.FORBIDDEN;
      case 404 -> CommonCode.NOT_FOUND;
      case 405 -> CommonCode.METHOD_NOT_ALLOWED;
      case 406 -> CommonCode.NOT_ACCEPTABLE;
      case 408 -> CommonCode.REQUEST_TIMEOUT;
      case 412 -> CommonCode.PRECONDITION_FAILED;
      case 413 -> CommonCode.PAYLOAD_TOO_LARGE;
      case 415 -> CommonCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> CommonCode.UNAVAILABLE;
      case 417 -> ServerCode.EXPECTATION_FAILED;
      case 414 -> ServerCode.URI_TOO_LONG;
      case 431 -> ServerCode.HEADER_FIELDS_TOO_LARGE;
      case 501 -> ServerCode.NOT_IMPLEMENTED;
      case 505 -> ServerCode.VERSION_NOT_SUPPORTED;
      default -> status < 500 ? CommonCode.BAD_REQUEST : CommonCode.INTERNAL;
    };
  }
}
