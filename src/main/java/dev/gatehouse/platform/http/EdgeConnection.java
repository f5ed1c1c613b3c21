package dev.gatehouse.platform.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the application port. It completes the headers of every answer, also of those
 * that Jetty gives before any handler is asked, and it knows two kinds of silence: inside a request
 * and between requests.
 */
final class EdgeConnection extends HttpConnection {
  private final Edge edge;
  private final long requestMillis;
  private final long keepAliveMillis;
  private long silentMillis;
  private long bytesAtLastTick = -1;
  private @Nullable String requestId;

  private EdgeConnection(
      HttpConfiguration configuration,
      Connector connector,
      EndPoint endPoint,
      Edge edge,
      EdgeSettings settings) {
    super(configuration, connector, endPoint);
    this.edge = edge;
    this.requestMillis = settings.requestTimeout().toMillis();
    this.keepAliveMillis = settings.keepAlive().toMillis();
  }

  /**
   * The end point ticks while it is silent, at a divisor of both times; moving one timer at the
   * beginning and end of every request would cost more than counting ticks.
   */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    long bytes = getBytesIn() + getBytesOut();
    silentMillis = (bytes == bytesAtLastTick ? silentMillis : 0) + getEndPoint().getIdleTimeout();
    bytesAtLastTick = bytes;
    boolean inRequest = !getParser().isIdle() || getHttpChannel().getRequest() != null;
    long limit = inRequest ? requestMillis : getConnector().isShutdown() ? 0 : keepAliveMillis;
    return silentMillis >= limit && super.onIdleExpired(timeout);
  }

  /** Ends the wait of a request for more of its body, if it does wait, as silence would. */
  void endWait() {
    TimeoutException made = new TimeoutException("The body had to make room");
    ThreadPool.executeImmediately(getExecutor(), getHttpChannel().onIdleTimeout(made).action());
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    return new EdgeStream(method, uri, version);
  }

  /** The id in a head that Jetty refused, of which it keeps nothing. */
  @Nullable String requestIdOfRefusedHead() {
    return requestId;
  }

  private final class EdgeStream extends HttpStreamOverHTTP1 {
    EdgeStream(String method, String uri, HttpVersion version) {
      super(method, uri, version);
      requestId = null;
    }

    @Override
    public void parsedHeader(HttpField field) {
      if (field.getHeader() == null && requestId == null && field.is(Edge.REQUEST_ID)) {
        requestId = field.getValue();
      }
      super.parsedHeader(field);
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
      super.prepareResponse(headers);
      HttpChannelState channel = (HttpChannelState) getHttpChannel();
      Request request = channel.getRequest();
      edge.complete(
          request.getHeaders(), edge.admit(request), channel.getResponse().getStatus(), headers);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (response == null) {
        super.send(request, null, last, content, callback);
      } else if (HttpMethod.HEAD.is(request.getMethod())) {
        sendHead(request, response, last, content, callback);
      } else if (response.getStatus() == HttpStatus.NOT_MODIFIED_304) {
        super.send(request, HeadOfAnswer.withoutLength(response), last, content, callback);
      } else {
        super.send(request, response, last, content, callback);
      }
    }

    private void sendHead(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      MetaData.Response asOfGet = HeadOfAnswer.asOfGet(request, response);
      if (last && asOfGet.getContentLength() < 0) {
        // in two steps, or Jetty would say that there are no bytes
        super.send(
            request,
            asOfGet,
            false,
            content,
            Callback.from(
                () -> super.send(request, null, true, BufferUtil.EMPTY_BUFFER, callback),
                callback::failed));
      } else {
        super.send(request, asOfGet, last, content, callback);
      }
    }
  }

  /** Makes such connections. */
  static final class Factory extends HttpConnectionFactory {
    private final Edge edge;
    private final EdgeSettings settings;

    Factory(HttpConfiguration configuration, Edge edge, EdgeSettings settings) {
      super(configuration);
      this.edge = edge;
      this.settings = settings;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      EdgeConnection connection =
          new EdgeConnection(getHttpConfiguration(), connector, endPoint, edge, settings);
      return configure(connection, connector, endPoint);
    }
  }
}
