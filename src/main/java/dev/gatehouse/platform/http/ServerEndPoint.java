package dev.gatehouse.platform.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The service's end of a connection, which can tell whether the client has closed the other one.
 * Jetty itself looks only when it next reads, which is after the answer.
 */
public final class ServerEndPoint extends SocketChannelEndPoint {
  // one byte and no more: whatever follows it still wakes the selector
  private final ByteBuffer ahead = BufferUtil.allocate(1);

  public ServerEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /**
   * Whether the client has closed or reset the connection, found out by reading on. While somebody
   * waits for bytes he will be told, and nothing is read here.
   */
  boolean isClosedByClient() throws IOException {
    synchronized (ahead) {
      if (isInputShutdown()) {
        return true;
      }
      return !ahead.hasRemaining() && !isFillInterested() && super.fill(ahead) < 0;
    }
  }

  /** Whether the client has sent what no thread has come to read yet. */
  boolean hasUnread() {
    try {
      return getChannel().socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return false; // closed
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (ahead) {
      if (!ahead.hasRemaining()) {
        return super.fill(buffer);
      }
      int position = BufferUtil.flipToFill(buffer);
      buffer.put(ahead);
      BufferUtil.flipToFlush(buffer, position);
      return 1;
    }
  }
}
