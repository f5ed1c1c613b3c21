package dev.gatehouse.platform.http;

import dev.gatehouse.platform.logging.OutOfMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The server side of a connection to the application port. Unlike Jetty's own, it has a longer idle
 * timeout during a request than between two, notices when the client has closed its side, and keeps
 * the bytes of a request head until Jetty has accepted it, because Jetty discards a head that it
 * refuses.
 */
public final class ServerEndPoint extends SocketChannelEndPoint {
  /** More than Jetty reads before it refuses a head as too large. */
  private static final int MAX_HEAD = 16 * 1024;

  private static final int USUAL_HEAD = 1024;
  private static final byte[] NONE = {};

  private final long requestMillis;

  // one byte and no more: whatever follows it still wakes the selector
  private final ByteBuffer ahead = BufferUtil.allocate(1);

  // guarded by ahead, like everything that fill changes
  private byte[] head = NONE;
  private int headLength;
  private boolean isHeadRead;
  private volatile boolean isInRequest;

  /**
   * Jetty sets the idle timeout between requests.
   *
   * @param requestTimeout the idle timeout from the first byte of a request to the end of its
   *     response
   */
  public ServerEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Duration requestTimeout) {
    super(channel, selector, key, scheduler);
    this.requestMillis = requestTimeout.toMillis();
  }

  /** The end point of the request; null on the admin port. */
  static @Nullable ServerEndPoint of(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint()
            instanceof ServerEndPoint endPoint
        ? endPoint
        : null;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (ahead) {
      int filled = 1;
      if (ahead.hasRemaining()) {
        int position = BufferUtil.flipToFill(buffer);
        buffer.put(ahead);
        BufferUtil.flipToFlush(buffer, position);
      } else {
        filled = super.fill(buffer);
      }
      if (filled > 0 && !isHeadRead && !isOutputShutdown()) {
        isInRequest = true;
        keepHead(buffer, filled);
      }
      return filled;
    }
  }

  private void keepHead(ByteBuffer buffer, int filled) {
    int length = Math.min(headLength + filled, MAX_HEAD);
    if (length > head.length) {
      head = Arrays.copyOf(head, Math.max(length, 2 * headLength));
    }
    buffer.get(buffer.limit() - filled, head, headLength, length - headLength);
    headLength = length;
  }

  /** Drops the head that Jetty has accepted, and the part of the body that came with it. */
  void beginRequest(Request request) {
    synchronized (ahead) {
      isHeadRead = true;
      boolean isChunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
      long used = isChunked ? headLength : endOfHead() + Math.max(0, request.getLength());
      int pipelined = (int) Math.max(0, headLength - used);
      System.arraycopy(head, headLength - pipelined, head, 0, pipelined);
      headLength = pipelined;
      if (pipelined == 0 && head.length > USUAL_HEAD) {
        head = NONE;
      }
    }
  }

  private int endOfHead() {
    for (int i = 2; i < headLength; i++) {
      if (head[i] == '\n' && head[i - 1] == '\r' && head[i - 2] == '\n') {
        return i + 1;
      }
    }
    return headLength;
  }

  /** The next byte will be another request's. */
  void endRequest() {
    synchronized (ahead) {
      isHeadRead = false;
      isInRequest = headLength > 0;
    }
  }

  /** The head as far as the client has sent it. */
  PartialHead partialHead() {
    synchronized (ahead) {
      return PartialHead.of(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
    }
  }

  /** Jetty's own timeout for requests would start too late, with the complete head. */
  @Override
  public long getIdleTimeout() {
    return isInRequest ? requestMillis : super.getIdleTimeout();
  }

  /** Checks at least as often as the shorter timeout requires. */
  @Override
  protected long checkIdleTimeout() {
    long left = super.checkIdleTimeout();
    long shorter = Math.min(requestMillis, super.getIdleTimeout());
    return left == 0 ? shorter : Math.min(left, shorter);
  }

  /** A client is not idle if its bytes still wait for a thread. */
  @Override
  protected void onIdleExpired(TimeoutException timeout) {
    if (isInRequest || !hasUnread()) {
      super.onIdleExpired(timeout);
    }
  }

  /** Whether there are bytes that nobody has read yet. */
  boolean hasUnread() {
    try {
      return getChannel().socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return false; // closed
    }
  }

  /**
   * Whether the client has closed or reset the connection, which only a read can tell. Jetty itself
   * reads again only after the response. If it is already waiting for bytes, it will notice on its
   * own, and nothing is read here.
   */
  boolean isClosedByClient() throws IOException {
    synchronized (ahead) {
      if (isInputShutdown()) {
        return true;
      }
      return !ahead.hasRemaining() && !isFillInterested() && super.fill(ahead) < 0;
    }
  }

  /** Jetty closes the connection when something is thrown outside a handler, and logs nothing. */
  @Override
  public void onClose(@Nullable Throwable cause) {
    OutOfMemory.exitOn(cause);
    super.onClose(cause);
  }
}
