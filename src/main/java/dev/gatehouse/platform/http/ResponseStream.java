package dev.gatehouse.platform.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Completes the head of a response just before it is sent, whichever layer made it, and notices a
 * client that left.
 */
final class ResponseStream extends HttpStream.Wrapper {
  private final ServerEndPoint endPoint;
  private final ResponseHeaders responseHeaders;
  private final HttpFields requestHeaders;
  private final RequestInfo info;

  ResponseStream(
      HttpStream stream,
      ServerEndPoint endPoint,
      ResponseHeaders responseHeaders,
      HttpFields requestHeaders,
      RequestInfo info) {
    super(stream);
    this.endPoint = endPoint;
    this.responseHeaders = responseHeaders;
    this.requestHeaders = requestHeaders;
    this.info = info;
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    super.prepareResponse(headers);
    responseHeaders.complete(requestHeaders, info, headers);
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.@Nullable Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    Callback noticing = noticing(callback);
    if (response == null || HttpStatus.isInterim(response.getStatus())) {
      super.send(request, response, last, content, noticing);
      return;
    }
    info.status(response.getStatus());
    noticeDeparture();
    if (HttpMethod.HEAD.is(request.getMethod())) {
      sendHead(request, ResponseHead.ofHead(request, response), last, content, noticing);
    } else {
      super.send(request, ResponseHead.of(response), last, content, noticing);
    }
  }

  private void sendHead(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    if (last && response.getContentLength() < 0) {
      // in two steps, or Jetty would declare a length of 0
      super.send(
          request,
          response,
          false,
          content,
          Callback.from(
              () -> super.send(request, null, true, BufferUtil.EMPTY_BUFFER, callback),
              callback::failed));
    } else {
      super.send(request, response, last, content, callback);
    }
  }

  /** A client that does not wait for its response has left, even if it may still receive it. */
  private void noticeDeparture() {
    try {
      if (endPoint.isClosedByClient()) {
        info.clientLeft();
      }
    } catch (IOException e) {
      info.clientLeft();
    }
  }

  private Callback noticing(Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void failed(Throwable failure) {
        Throwable cause = departureOf(failure);
        if (cause instanceof EofException) {
          info.clientLeft();
        }
        super.failed(cause);
      }
    };
  }

  @Override
  public Runnable cancelSend(Throwable cause, Callback appCallback) {
    return super.cancelSend(departureOf(cause), appCallback);
  }

  /** A client that stops reading its response counts as gone. */
  private static Throwable departureOf(Throwable failure) {
    return failure instanceof TimeoutException ? new EofException(failure) : failure;
  }

  @Override
  public void succeeded() {
    endPoint.endRequest();
    super.succeeded();
  }
}
