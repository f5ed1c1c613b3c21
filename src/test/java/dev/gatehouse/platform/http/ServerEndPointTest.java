package dev.gatehouse.platform.http;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class ServerEndPointTest {
  @Test
  @SuppressWarnings("NullAway") // the selector is not used
  void unreadBytesAreNoticed() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    try (ServerSocketChannel listening =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel client = SocketChannel.open(listening.getLocalAddress());
        SocketChannel accepted = listening.accept()) {
      accepted.configureBlocking(false);
      ServerEndPoint endPoint =
          new ServerEndPoint(accepted, null, null, connector.getScheduler(), Duration.ofSeconds(1));
      assertThat(endPoint.hasUnread()).isFalse();

      client.write(ByteBuffer.wrap(new byte[] {'G'}));
      await().untilAsserted(() -> assertThat(endPoint.hasUnread()).isTrue());

      ByteBuffer read = ByteBuffer.allocate(2);
      assertThat(accepted.read(read)).isEqualTo(1);
      assertThat(endPoint.hasUnread()).isFalse();
    }
  }
}
