package dev.gatehouse.platform.bodies;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads the rest of a refused body after the response: a client that sends everything before it
 * reads would otherwise see a reset instead of the response. Completes every request with a body,
 * and closes its share of the budget.
 */
final class BodyDrainer implements Callback {
  private final BufferedRequest request;
  private final Response response;
  private final Callback callback;

  BodyDrainer(BufferedRequest request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  @Override
  public void succeeded() {
    request.share().close();
    if (!request.isWorthDraining() || response.getStatus() == HttpStatus.REQUEST_TIMEOUT_408) {
      callback.succeeded();
      return;
    }
    Rest rest = new Rest();
    if (response.hasLastWrite()) {
      rest.run();
    } else {
      response.write(true, null, Callback.from(rest, callback::failed));
    }
  }

  @Override
  public void failed(Throwable failure) {
    request.share().close();
    callback.failed(failure);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Reads without holding a thread between reads. */
  private final class Rest implements Invocable.Task {
    private long left = BufferedRequest.MAX_DRAINED;
    private boolean isWaiting;

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
      try {
        if (isOver()) {
          request.share().close();
          callback.succeeded();
        }
      } catch (Throwable e) {
        failed(e);
      }
    }

    private boolean isOver() {
      while (left > 0) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          return !await();
        }
        left -= chunk.remaining();
        chunk.release();
        if (Content.Chunk.isFailure(chunk) || chunk.isLast()) {
          return true;
        }
      }
      return true;
    }

    private boolean await() {
      if (!isWaiting && !request.share().begin()) {
        return false;
      }
      isWaiting = true;
      request.demand(this);
      return true;
    }
  }
}
