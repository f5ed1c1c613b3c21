package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.http.ResponseHeaders;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Passes a request on once its body is complete, without a thread that waits for it. A body that is
 * too long or truncated is passed on as it is: the inner handler refuses it, in the order of its
 * checks.
 */
public final class BodyBufferingHandler extends Handler.Wrapper {
  private final ResponseHeaders responseHeaders;
  private final BodyBudget budget;
  private final Predicate<Request> isStreamed;

  /**
   * Buffers bodies before the inner handler sees their requests.
   *
   * @param isStreamed whether the inner handler reads the body while it arrives
   */
  public BodyBufferingHandler(
      ResponseHeaders responseHeaders,
      BodyBudget budget,
      Predicate<Request> isStreamed,
      Handler inner) {
    super(inner);
    this.responseHeaders = responseHeaders;
    this.budget = budget;
    this.isStreamed = isStreamed;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long length = request.getLength();
    boolean hasBody =
        length > 0 || (length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    if (!hasBody) {
      return getHandler().handle(request, response, callback);
    }
    PendingRequest pending =
        new PendingRequest(
            getHandler(), responseHeaders.admit(request), request, response, callback);
    if (length > BodyBytes.LIMIT || isStreamed.test(request)) {
      pending.handle(BufferedRequest.streamed(request, budget.open(pending.client(), () -> {})));
    } else {
      new IncomingBody(budget, pending).start();
    }
    return true;
  }
}
