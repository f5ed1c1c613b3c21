package dev.gatehouse.platform.http;

import dev.gatehouse.platform.logging.OutOfMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
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
public final class ServerConnection extends HttpConnection {
  private final ResponseHeaders responseHeaders;
  private final long requestMillis;
  private final long keepAliveMillis;
  private long silentMillis;
  private long bytesAtLastTick = -1;
  private final PartialHead head = new PartialHead();

  private ServerConnection(
      HttpConfiguration configuration,
      Connector connector,
      EndPoint endPoint,
      ResponseHeaders responseHeaders,
      HttpConfig config) {
    super(configuration, connector, endPoint);
    this.responseHeaders = responseHeaders;
    this.requestMillis = config.requestTimeout().toMillis();
    this.keepAliveMillis = config.keepAlive().toMillis();
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
    boolean inRequest =
        !getParser().isIdle()
            || getHttpChannel().getRequest() != null
            || ((ServerEndPoint) getEndPoint()).hasUnread();
    long limit = inRequest ? requestMillis : getConnector().isShutdown() ? 0 : keepAliveMillis;
    return silentMillis >= limit && super.onIdleExpired(timeout);
  }

  /**
   * Jetty ends the connection over whatever is thrown outside a handler, and says nothing of it.
   */
  @Override
  public void onClose(@Nullable Throwable cause) {
    OutOfMemory.exitOn(cause);
    super.onClose(cause);
  }

  /** Ends the wait of a request for more of its body, if it does wait, as silence would. */
  public void endWait() {
    TimeoutException made = new TimeoutException("The body had to make room");
    ThreadPool.executeImmediately(getExecutor(), getHttpChannel().onIdleTimeout(made).action());
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    // of a head that it gives up, the parser asks for a stream of an invented request
    if (!getParser().isClose() && !getParser().isClosed()) {
      head.requestLine(method, uri);
    }
    return new EdgeStream(method, uri, version);
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpParser usual = super.newHttpParser(compliance);
    HttpParser parser =
        new EdgeParser(
            (HttpParser.RequestHandler) usual.getHandler(),
            getHttpConfiguration().getRequestHeaderSize(),
            compliance);
    parser.setHeaderCacheSize(usual.getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(usual.isHeaderCacheCaseSensitive());
    return parser;
  }

  /** What the client has sent of the head of the request under way. */
  public PartialHead sentHead() {
    return head;
  }

  private RequestInfo info() {
    return responseHeaders.admit(((HttpChannelState) getHttpChannel()).getRequest());
  }

  private final class EdgeStream extends HttpStreamOverHTTP1 {
    EdgeStream(String method, String uri, HttpVersion version) {
      super(method, uri, version);
    }

    @Override
    public void parsedHeader(HttpField field) {
      head.add(field);
      super.parsedHeader(field);
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
      super.prepareResponse(headers);
      HttpChannelState channel = (HttpChannelState) getHttpChannel();
      Request request = channel.getRequest();
      responseHeaders.complete(
          ResponseHeaders.headersOf(request),
          responseHeaders.admit(request),
          channel.getResponse().getStatus(),
          headers);
    }

    /** A client that does not wait for its answer has left, also if it may not have noticed yet. */
    private void lookForClient(RequestInfo info, MetaData.Response response) {
      try {
        if (!HttpStatus.isInterim(response.getStatus())
            && getEndPoint() instanceof ServerEndPoint end
            && end.isClosedByClient()) {
          info.clientLeft();
        }
      } catch (IOException e) {
        info.clientLeft();
      }
    }

    private Callback noticing(RequestInfo info, Callback callback) {
      return new Callback.Nested(callback) {
        @Override
        public void failed(Throwable failure) {
          Throwable cause = asDeparture(failure);
          if (cause instanceof EofException) {
            info.clientLeft();
          }
          super.failed(cause);
        }
      };
    }

    /** A client that takes nothing more of its answer is gone, whether it says so or not. */
    private Throwable asDeparture(Throwable failure) {
      return failure instanceof TimeoutException ? new EofException(failure) : failure;
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      RequestInfo info = info();
      Callback noticing = noticing(info, callback);
      if (response == null) {
        super.send(request, null, last, content, noticing);
        return;
      }
      if (!HttpStatus.isInterim(response.getStatus())) {
        // of a head that Jetty refused, the channel's own response has none
        info.status(response.getStatus());
      }
      lookForClient(info, response);
      if (HttpMethod.HEAD.is(request.getMethod())) {
        sendHead(request, response, last, content, noticing);
      } else if (response.getStatus() == HttpStatus.NOT_MODIFIED_304) {
        super.send(request, HeadResponse.withoutLength(response), last, content, noticing);
      } else {
        super.send(request, response, last, content, noticing);
      }
    }

    @Override
    public Runnable cancelSend(Throwable cause, Callback appCallback) {
      return super.cancelSend(asDeparture(cause), appCallback);
    }

    private void sendHead(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      MetaData.Response asOfGet = HeadResponse.asOfGet(request, response);
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

  /** Keeps what it was given of a head that it refuses. */
  private final class EdgeParser extends HttpParser {
    private ByteBuffer given = BufferUtil.EMPTY_BUFFER;
    private boolean wasStart;

    EdgeParser(HttpParser.RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
      super(handler, maxHeaderBytes, compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      wasStart = isStart();
      if (wasStart) {
        head.begin();
      }
      given = inContentState() ? BufferUtil.EMPTY_BUFFER : buffer.slice();
      return super.parseNext(buffer);
    }

    @Override
    protected void badMessage(HttpException refusal) {
      head.addUnparsed(given, wasStart);
      super.badMessage(refusal);
    }
  }

  /** Makes such connections. */
  public static final class Factory extends HttpConnectionFactory {
    private final ResponseHeaders responseHeaders;
    private final HttpConfig config;

    public Factory(
        HttpConfiguration configuration, ResponseHeaders responseHeaders, HttpConfig config) {
      super(configuration);
      this.responseHeaders = responseHeaders;
      this.config = config;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      ServerConnection connection =
          new ServerConnection(
              getHttpConfiguration(), connector, endPoint, responseHeaders, config);
      return configure(connection, connector, endPoint);
    }
  }
}
