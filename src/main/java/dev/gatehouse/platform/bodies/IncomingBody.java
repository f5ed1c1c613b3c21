package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.bodies.BodyBudget.Demand;
import dev.gatehouse.platform.http.Timeouts;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A body while it arrives. Its bytes are copied, so that a body that trickles does not retain one
 * of the connection's buffers for each of its bytes. Called by one thread at a time, except {@link
 * #endWait}.
 */
final class IncomingBody implements Invocable.Task {
  private final PendingRequest pending;
  private final Request request;
  private final HttpChannel channel;
  private final BodyBudget.Share share;
  private BodyBytes bytes = new BodyBytes();
  private boolean isWaiting;
  private volatile boolean isOver;

  IncomingBody(BodyBudget budget, PendingRequest pending) {
    this.pending = pending;
    this.request = pending.request();
    this.channel = HttpChannel.from(request);
    this.share = budget.open(pending.client(), this::endWait);
  }

  /** Passes the request on as soon as its body is complete, which may be now. */
  void start() {
    advance(pending::handle);
  }

  /** Called when more has arrived or the wait has ended. */
  @Override
  public void run() {
    advance(pending::dispatch);
  }

  private void advance(Consumer<BufferedRequest> next) {
    try {
      BufferedRequest arrived = read();
      if (arrived != null) {
        next.accept(arrived);
      }
    } catch (Throwable e) {
      isOver = true;
      share.close();
      Response.writeError(request, pending.response(), pending.callback(), e);
    }
  }

  /** It does not block, so a selector thread may run it. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** The request to pass on; null if it waits for more or has been answered. */
  private @Nullable BufferedRequest read() {
    while (!share.isEnded()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return await();
      }
      if (Content.Chunk.isFailure(chunk)) {
        return failed(chunk.getFailure());
      }
      Demand demand = keep(chunk);
      if (demand == Demand.REFUSED) {
        return refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      if (demand == Demand.GRANTED && chunk.isLast()) {
        return finished(BufferedRequest.whole(request, share, bytes));
      }
      if (bytes.size() > BodyBytes.LIMIT) {
        return finished(BufferedRequest.tooLong(request, share, bytes));
      }
    }
    return refuse(HttpStatus.REQUEST_TIMEOUT_408);
  }

  private Demand keep(Content.Chunk chunk) {
    try {
      return bytes.add(chunk.getByteBuffer(), request.getLength(), share);
    } finally {
      chunk.release();
    }
  }

  private @Nullable BufferedRequest await() {
    if (!isWaiting) {
      if (!share.begin()) {
        return refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      isWaiting = true;
      // during the wait a read returns the timeout; afterwards it fails the request
      request.addIdleTimeoutListener(timeout -> isOver);
    }
    request.demand(this);
    if (share.isEnded()) {
      endWait();
    }
    return null;
  }

  /** Ends the wait, if there is one, like an idle timeout: {@link #run} is called. */
  private void endWait() {
    TimeoutException cause = new TimeoutException("The body had to make room");
    ThreadPool.executeImmediately(
        channel.getConnectionMetaData().getConnector().getExecutor(),
        channel.onIdleTimeout(cause).action());
  }

  /**
   * Without a timeout the client has usually left, often with all its connections at once, so the
   * inner handler is spared.
   */
  private @Nullable BufferedRequest failed(Throwable failure) {
    if (!Timeouts.isTimeout(failure)) {
      return refuse(HttpStatus.BAD_REQUEST_400);
    }
    BufferedRequest arrived = finished(BufferedRequest.cutOff(request, share, failure));
    bytes = new BodyBytes();
    share.close();
    return arrived;
  }

  private @Nullable BufferedRequest finished(BufferedRequest arrived) {
    if (!share.finish()) {
      return refuse(HttpStatus.REQUEST_TIMEOUT_408);
    }
    isOver = true;
    return arrived;
  }

  private @Nullable BufferedRequest refuse(int status) {
    isOver = true;
    bytes = new BodyBytes();
    share.close();
    pending.refuse(status);
    return null;
  }
}
