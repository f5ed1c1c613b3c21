package dev.gatehouse.platform.bodies;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import dev.gatehouse.platform.bodies.BodyBudget.Demand;
import dev.gatehouse.platform.bodies.BodyBudget.Share;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of a body, for which its share of the budget pays before there is anything in them.
 * They are in pieces, never joined: on a small heap G1 starts a collection for every few arrays of
 * half a mebibyte and more.
 */
public final class BodyBytes {
  /** The most bytes that a body may have, packed and unpacked. */
  public static final int LIMIT = 1024 * 1024;

  private static final int STEP = 8 * 1024;
  private static final int LARGEST_PIECE = 64 * 1024;

  /** Deflate makes at most that many bytes of one. */
  private static final int MOST_OF_A_BYTE = 1032;

  private final List<ByteBuffer> pieces = new ArrayList<>(1);
  private int size;
  private int capacity;

  /** The most bytes that the body may have, unpacked; 0 if it has not arrived whole. */
  public static int mostOf(HttpServletRequest request) {
    BufferedRequest arrived = BufferedRequest.of(request);
    if (arrived == null || !arrived.isWhole()) {
      return 0;
    }
    int size = arrived.body().size;
    return ContentHeaders.isGzipped(request)
        ? (int) Math.min(LIMIT, (long) size * MOST_OF_A_BYTE)
        : size;
  }

  /** The whole body, unpacked; what it was unpacked from is given up. */
  public static BodyBytes of(HttpServletRequest request) {
    BufferedRequest arrived = BufferedRequest.of(request);
    boolean isGzipped = ContentHeaders.isGzipped(request);
    if (arrived == null) {
      return new BodyBytes();
    }
    if (arrived.isWhole() && !isGzipped) {
      return arrived.body();
    }
    try (InputStream content = BodyStream.of(request, LIMIT)) {
      BodyBytes bytes = new BodyBytes();
      bytes.addAll(content, arrived.share());
      arrived.body().giveUp(arrived.share());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int size() {
    return size;
  }

  /** What there is, to be read. */
  public List<ByteBuffer> pieces() {
    return pieces.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  public InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(pieces().stream().map(ByteBufferBackedInputStream::new).toList()));
  }

  /**
   * Adds all of that if the share grants it, and else a part.
   *
   * @param announced how many bytes there will be in all, negative if that is not known
   */
  Demand add(ByteBuffer more, long announced, Share share) {
    while (more.hasRemaining()) {
      Demand demand = makeRoom(more.remaining(), announced, share);
      if (demand != Demand.GRANTED) {
        return demand;
      }
      int count = Math.min(more.remaining(), capacity - size);
      put(more.slice().limit(count));
      more.position(more.position() + count);
    }
    return Demand.GRANTED;
  }

  /** What is unpacked counts too, and before it is. */
  private void addAll(InputStream content, Share share) throws IOException {
    // in small steps, between which it is seen whether a pack yields anything
    byte[] step = new byte[STEP];
    while (true) {
      if (makeRoom(STEP, -1, share) != Demand.GRANTED) {
        throw Failure.unavailable(null);
      }
      int count = content.read(step, 0, Math.min(STEP, capacity - size));
      if (count < 0) {
        return;
      }
      put(ByteBuffer.wrap(step, 0, count));
    }
  }

  /** Room for at least one byte; never more than announced, if that is true. */
  private Demand makeRoom(int needed, long announced, Share share) {
    if (size < capacity) {
      return Demand.GRANTED;
    }
    int wanted = Math.min(LARGEST_PIECE, Math.max(needed, size));
    long most = Math.max(size + (long) needed, announced < 0 ? LIMIT : announced);
    int length = (int) Math.min(most - size, wanted);
    Demand demand = share.take(length);
    if (demand == Demand.GRANTED) {
      pieces.add(ByteBuffer.allocate(length).limit(0));
      capacity += length;
    }
    return demand;
  }

  /** Appends to the last piece, which has room for that. */
  private void put(ByteBuffer more) {
    ByteBuffer piece = pieces.get(pieces.size() - 1);
    int end = piece.limit();
    size += more.remaining();
    piece.limit(end + more.remaining()).position(end).put(more).position(0);
  }

  private void giveUp(Share share) {
    pieces.clear();
    share.giveBack(capacity);
    size = 0;
    capacity = 0;
  }
}
