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
 * A body while it arrives. Its bytes are copied out of the connection's buffers, so that a body
 * that trickles does not hold one of these for each of its bytes. Its methods are called by one
 * thread at a time, but for {@link #endWait}.
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

  /** Hands the request on at once if its body is there, and else once it is. */
  void start() {
    advance(pending::handOn);
  }

  /** More has arrived, or the wait is over. */
  @Override
  public void run() {
    advance(pending::handOnElsewhere);
  }

  private void advance(Consumer<BufferedRequest> handOn) {
    try {
      BufferedRequest arrived = read();
      if (arrived != null) {
        handOn.accept(arrived);
      }
    } catch (Throwable e) {
      isOver = true;
      share.close();
      Response.writeError(request, pending.response(), pending.callback(), e);
    }
  }

  /** It does not block, so the thread that watches the connections may run it itself. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** The request if it is to be handed on; null if more is awaited, or it has been answered. */
  private @Nullable BufferedRequest read() {
    while (!share.isEnded()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return await();
      }
      if (Content.Chunk.isFailure(chunk)) {
        return brokenOff(chunk.getFailure());
      }
      Demand demand = keep(chunk);
      if (demand == Demand.REFUSED) {
        return refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      if (demand == Demand.GRANTED && chunk.isLast()) {
        return over(BufferedRequest.whole(request, share, bytes));
      }
      if (bytes.size() > BodyBytes.LIMIT) {
        return over(BufferedRequest.tooLong(request, share, bytes));
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
      // while it waits, what ends the wait is taken from a read; afterwards it fails the request
      request.addIdleTimeoutListener(silence -> isOver);
    }
    request.demand(this);
    if (share.isEnded()) {
      endWait();
    }
    return null;
  }

  /** Has {@link #run} called, if it is waited for, as if the connection had been idle too long. */
  private void endWait() {
    TimeoutException cause = new TimeoutException("The body had to make room");
    ThreadPool.executeImmediately(
        channel.getConnectionMetaData().getConnector().getExecutor(),
        channel.onIdleTimeout(cause).action());
  }

  /** A client that broke off has left, as a rule, and often with all its connections at once. */
  private @Nullable BufferedRequest brokenOff(Throwable failure) {
    if (!Timeouts.isTimeout(failure)) {
      return refuse(HttpStatus.BAD_REQUEST_400);
    }
    BufferedRequest arrived = over(BufferedRequest.cutOff(request, share, failure));
    bytes = new BodyBytes();
    share.close();
    return arrived;
  }

  private @Nullable BufferedRequest over(BufferedRequest arrived) {
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
