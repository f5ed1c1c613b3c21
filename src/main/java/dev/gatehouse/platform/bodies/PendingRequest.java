package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.http.LogContext;
import dev.gatehouse.platform.http.RequestInfo;
import java.net.InetAddress;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request whose body is read before the inner handler is called. */
record PendingRequest(
    Handler inner, RequestInfo info, Request request, Response response, Callback callback) {

  InetAddress client() {
    return info.client();
  }

  /** Calls the inner handler on this thread. */
  void handle(BufferedRequest arrived) {
    Callback completion = new BodyDrainer(arrived, response, callback);
    if (arrived.isCutOff()) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    try {
      if (!inner.handle(arrived, response, completion)) {
        Response.writeError(arrived, response, completion, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(arrived, response, completion, e);
    }
  }

  /** Calls the inner handler on a thread that may block. */
  void dispatch(BufferedRequest arrived) {
    try {
      request
          .getComponents()
          .getExecutor()
          .execute(
              () -> {
                LogContext.begin(info);
                try {
                  handle(arrived);
                } finally {
                  LogContext.end();
                }
              });
    } catch (RejectedExecutionException e) {
      arrived.share().close();
      refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
  }

  /** Responds in place of the inner handler, without waiting for the body. */
  void refuse(int status) {
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    }
    Response.writeError(request, response, callback, status);
  }
}
