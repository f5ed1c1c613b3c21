package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.bodies.BodyBudget.Demand;
import dev.gatehouse.platform.http.ServerConnection;
import dev.gatehouse.platform.http.Timeouts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A body while it arrives. Its bytes are copied out of the connection's buffers, so that a body
 * that trickles does not hold one of these for each of its bytes. Its methods are called by one
 * thread at a time, but for {@link #endWait}.
 */
final class IncomingBody implements Invocable.Task {
  private static final byte[] NOTHING = {};

  private final PendingRequest pending;
  private final Request request;
  private final BodyBudget.Share share;
  private byte[] bytes = NOTHING;
  private int size;
  private boolean isWaiting;
  private volatile boolean isOver;

  IncomingBody(BodyBudget budget, PendingRequest pending) {
    this.pending = pending;
    this.request = pending.request();
    this.share = budget.open(pending.client(), this::endWait);
  }

  /** Hands the request on at once if its body is there, and else once it is. */
  void start() {
    BufferedRequest arrived = read();
    if (arrived != null) {
      pending.handOn(arrived);
    }
  }

  /** More has arrived, or the wait is over. */
  @Override
  public void run() {
    try {
      BufferedRequest arrived = read();
      if (arrived != null) {
        pending.handOnElsewhere(arrived);
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
        return over(BufferedRequest.whole(request, share, bytes, size));
      }
      if (size > BodyBytes.LIMIT) {
        return over(BufferedRequest.tooLong(request, share, bytes, size));
      }
    }
    return refuse(HttpStatus.REQUEST_TIMEOUT_408);
  }

  private Demand keep(Content.Chunk chunk) {
    try {
      ByteBuffer more = chunk.getByteBuffer();
      int needed = size + more.remaining();
      if (needed > bytes.length) {
        int capacity = capacityFor(needed);
        Demand demand = share.take(capacity - bytes.length);
        if (demand != Demand.GRANTED) {
          return demand;
        }
        bytes = Arrays.copyOf(bytes, capacity);
      }
      int length = more.remaining();
      more.get(bytes, size, length);
      size += length;
      return Demand.GRANTED;
    } finally {
      chunk.release();
    }
  }

  /** Room to grow, but never more than the client has said that there will be. */
  private int capacityFor(int needed) {
    long announced = request.getLength();
    long most = announced >= needed ? announced : Math.max(needed, BodyBytes.LIMIT);
    return (int) Math.min(most, Math.max(needed, 2L * bytes.length));
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

  /** Has {@link #run} called as if the client had been silent for too long, if it is waited for. */
  private void endWait() {
    if (request.getConnectionMetaData() instanceof ServerConnection connection) {
      connection.endWait();
    }
  }

  /** A client that broke off has left, as a rule, and often with all its connections at once. */
  private @Nullable BufferedRequest brokenOff(Throwable failure) {
    if (!Timeouts.isTimeout(failure)) {
      return refuse(HttpStatus.BAD_REQUEST_400);
    }
    BufferedRequest arrived = over(BufferedRequest.cutOff(request, share, failure));
    bytes = NOTHING;
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
    bytes = NOTHING;
    share.close();
    pending.refuse(status);
    return null;
  }
}
