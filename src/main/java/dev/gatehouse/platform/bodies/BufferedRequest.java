package dev.gatehouse.platform.bodies;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request with what has arrived of its body; what has not is read from the connection. */
final class BufferedRequest extends Request.Wrapper {
  /** How much of a body that nobody wants is still taken in. */
  static final long WORTH_DRAINING = 8L * 1024 * 1024;

  private enum Rest {
    /** There is none. */
    NONE,
    /** It is on its way. */
    EXPECTED,
    /** It will not come. */
    LOST
  }

  private static final String ATTRIBUTE = BufferedRequest.class.getName();

  private final BodyBudget.Share share;
  private final BodyBytes body;
  private final Iterator<ByteBuffer> left;
  private final Rest rest;
  private final @Nullable Throwable failure;

  private BufferedRequest(
      Request request,
      BodyBudget.Share share,
      BodyBytes body,
      Rest rest,
      @Nullable Throwable failure) {
    super(request);
    this.share = share;
    this.body = body;
    this.left = body.pieces().iterator();
    this.rest = rest;
    this.failure = failure;
    setAttribute(ATTRIBUTE, this);
  }

  /** What the servlet sees as this request; null if it came by another way. */
  static @Nullable BufferedRequest of(HttpServletRequest request) {
    return (BufferedRequest) request.getAttribute(ATTRIBUTE);
  }

  /** One whose body is there from the first byte to the last. */
  static BufferedRequest whole(Request request, BodyBudget.Share share, BodyBytes body) {
    return new BufferedRequest(request, share, body, Rest.NONE, null);
  }

  /** One of which more is on its way than anybody wants. */
  static BufferedRequest tooLong(Request request, BodyBudget.Share share, BodyBytes body) {
    return new BufferedRequest(request, share, body, Rest.EXPECTED, null);
  }

  /** One of whose body nothing has been read. */
  static BufferedRequest streamed(Request request, BodyBudget.Share share) {
    return new BufferedRequest(request, share, new BodyBytes(), Rest.EXPECTED, null);
  }

  /** One whose body broke off, or stalled: nobody works on what there is of it. */
  static BufferedRequest cutOff(Request request, BodyBudget.Share share, Throwable failure) {
    return new BufferedRequest(request, share, new BodyBytes(), Rest.LOST, failure);
  }

  /** What this body has of the budget. */
  BodyBudget.Share share() {
    return share;
  }

  boolean isWhole() {
    return rest == Rest.NONE;
  }

  boolean isCutOff() {
    return rest == Rest.LOST;
  }

  /** What has arrived, as it was sent. */
  BodyBytes body() {
    return body;
  }

  /** Whether a client that sends all before it reads should be heard out. */
  boolean isWorthDraining() {
    // a client that waits for 100 Continue sends nothing unless it was asked to
    return rest == Rest.EXPECTED
        && getLength() <= WORTH_DRAINING
        && (body.size() > 0 || !getHeaders().contains(HttpHeader.EXPECT));
  }

  @Override
  public Content.@Nullable Chunk read() {
    if (left.hasNext()) {
      return Content.Chunk.from(left.next(), false);
    }
    return switch (rest) {
      case NONE -> Content.Chunk.EOF;
      case EXPECTED -> super.read();
      case LOST -> Content.Chunk.from(Objects.requireNonNull(failure), true);
    };
  }

  @Override
  public void demand(Runnable available) {
    if (!left.hasNext() && rest == Rest.EXPECTED) {
      super.demand(available);
    } else {
      available.run();
    }
  }

  /** What will be drained need not keep the connection from being used again. */
  @Override
  public boolean consumeAvailable() {
    return switch (rest) {
      case NONE -> true;
      case EXPECTED -> isWorthDraining() || super.consumeAvailable();
      case LOST -> super.consumeAvailable();
    };
  }
}
