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
 * The bytes of a body, taken from its share of the budget before they are allocated. They stay in
 * pieces: on a small heap G1 starts a collection for every few arrays of half a mebibyte and more.
 */
public final class BodyBytes {
  /** The longest body, compressed and decompressed. */
  public static final int LIMIT = 1024 * 1024;

  private static final int STEP = 8 * 1024;
  private static final int LARGEST_PIECE = 64 * 1024;

  /** Deflate expands a byte to at most that many. */
  private static final int MAX_DEFLATE_RATIO = 1032;

  private final List<ByteBuffer> pieces = new ArrayList<>(1);
  private int size;
  private int capacity;

  /** An upper bound of the decompressed size; 0 if the body is incomplete. */
  public static int maxSizeOf(HttpServletRequest request) {
    BufferedRequest arrived = BufferedRequest.of(request);
    if (arrived == null || !arrived.isWhole()) {
      return 0;
    }
    int size = arrived.body().size;
    return ContentHeaders.isGzipped(request)
        ? (int) Math.min(LIMIT, (long) size * MAX_DEFLATE_RATIO)
        : size;
  }

  /** The complete body, decompressed; its compressed bytes are released. */
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
      arrived.body().release(arrived.share());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int size() {
    return size;
  }

  /** Read-only views of the bytes. */
  public List<ByteBuffer> pieces() {
    return pieces.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  public InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(pieces().stream().map(ByteBufferBackedInputStream::new).toList()));
  }

  /**
   * Adds all of the bytes if the share grants them, else a part.
   *
   * @param announced the length of the body, negative if unknown
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

  /** Decompressed bytes count too, before they are read. */
  private void addAll(InputStream content, Share share) throws IOException {
    // in small steps, so that input without output is noticed between them
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

  /** Makes room for at least one byte, within the announced length if that holds. */
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

  /** Appends to the last piece, which must have room. */
  private void put(ByteBuffer more) {
    ByteBuffer piece = pieces.get(pieces.size() - 1);
    int end = piece.limit();
    size += more.remaining();
    piece.limit(end + more.remaining()).position(end).put(more).position(0);
  }

  private void release(Share share) {
    pieces.clear();
    share.giveBack(capacity);
    size = 0;
    capacity = 0;
  }
}
