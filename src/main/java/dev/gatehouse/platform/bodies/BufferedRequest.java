package dev.gatehouse.platform.bodies;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request with the arrived part of its body; the rest is read from the connection. */
final class BufferedRequest extends Request.Wrapper {
  /** How much of an unwanted body is still read. */
  static final long MAX_DRAINED = 8L * 1024 * 1024;

  private enum Rest {
    /** The body is complete. */
    NONE,
    /** The rest will be read from the connection. */
    EXPECTED,
    /** The rest will not arrive. */
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

  /** The request behind a servlet request; null if it has no body or was not buffered. */
  static @Nullable BufferedRequest of(HttpServletRequest request) {
    return (BufferedRequest) request.getAttribute(ATTRIBUTE);
  }

  /** With a complete body. */
  static BufferedRequest whole(Request request, BodyBudget.Share share, BodyBytes body) {
    return new BufferedRequest(request, share, body, Rest.NONE, null);
  }

  /** With a body that is over the limit and has not arrived whole. */
  static BufferedRequest tooLong(Request request, BodyBudget.Share share, BodyBytes body) {
    return new BufferedRequest(request, share, body, Rest.EXPECTED, null);
  }

  /** With a body that has not been read. */
  static BufferedRequest streamed(Request request, BodyBudget.Share share) {
    return new BufferedRequest(request, share, new BodyBytes(), Rest.EXPECTED, null);
  }

  /** With a truncated or stalled body, whose arrived part is dropped. */
  static BufferedRequest cutOff(Request request, BodyBudget.Share share, Throwable failure) {
    return new BufferedRequest(request, share, new BodyBytes(), Rest.LOST, failure);
  }

  /** The body's share of the budget. */
  BodyBudget.Share share() {
    return share;
  }

  boolean isWhole() {
    return rest == Rest.NONE;
  }

  boolean isCutOff() {
    return rest == Rest.LOST;
  }

  /** The arrived bytes as sent. */
  BodyBytes body() {
    return body;
  }

  /** Whether to read the rest for a client that sends everything before it reads. */
  boolean isWorthDraining() {
    // a client that waits for 100 Continue sends nothing before
    return rest == Rest.EXPECTED
        && getLength() <= MAX_DRAINED
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

  /** A body that will be drained does not prevent reuse of the connection. */
  @Override
  public boolean consumeAvailable() {
    return switch (rest) {
      case NONE -> true;
      case EXPECTED -> isWorthDraining() || super.consumeAvailable();
      case LOST -> super.consumeAvailable();
    };
  }
}
