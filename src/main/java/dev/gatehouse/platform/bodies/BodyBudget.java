package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.security.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the bytes of all request bodies in flight together, and the unfinished bodies of a client
 * address. Where the bytes run out, the oldest unfinished body is ended. Thread-safe.
 */
public final class BodyBudget {
  private final long limit;
  private final int unfinishedPerAddress;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<InetAddress, Integer> unfinished = new HashMap<>();

  /** The shares of unfinished bodies that hold bytes, oldest first. */
  private final Set<Share> holding = new LinkedHashSet<>();

  private long taken;
  private long takenByUnfinished;
  private int unfinishedCount;

  /**
   * Creates an unused budget.
   *
   * @param limit bytes
   * @param unfinishedPerAddress how many unfinished bodies an address may have, 0 for any number
   */
  public BodyBudget(long limit, int unfinishedPerAddress) {
    this.limit = limit;
    this.unfinishedPerAddress = unfinishedPerAddress;
  }

  /** The outcome of a body's demand for more bytes. */
  enum Demand {
    GRANTED,
    /** The body was ended to make room, for others or for itself. */
    ENDED,
    /** There is no room, and ending unfinished bodies would not make enough. */
    REFUSED
  }

  /**
   * The empty share of a new body.
   *
   * @param onEnd called, without a lock held, when the unfinished body has to make room
   */
  Share open(InetAddress client, Runnable onEnd) {
    return new Share(Network.ofHost(client), onEnd);
  }

  /** The bytes taken. */
  public long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many bodies are unfinished. */
  public int unfinished() {
    lock.lock();
    try {
      return unfinishedCount;
    } finally {
      lock.unlock();
    }
  }

  /** The share of one body. Only {@link #isEnded} may be called by threads other than its own. */
  final class Share implements AutoCloseable {
    private final InetAddress host;
    private final Runnable onEnd;
    private long bytes;
    private boolean isUnfinished;
    private volatile boolean ended;

    private Share(InetAddress host, Runnable onEnd) {
      this.host = host;
      this.onEnd = onEnd;
    }

    /** Takes more bytes, before they are used. */
    Demand take(long more) {
      List<Share> making = List.of();
      lock.lock();
      try {
        if (ended) {
          return Demand.ENDED;
        }
        if (taken + more > limit) {
          if (taken - takenByUnfinished + more > limit) {
            return Demand.REFUSED;
          }
          making = endOldest(more);
        }
        if (!ended) {
          taken += more;
          bytes += more;
          if (isUnfinished) {
            takenByUnfinished += more;
            holding.add(this);
          }
        }
      } finally {
        lock.unlock();
      }
      making.forEach(share -> share.onEnd.run());
      return ended ? Demand.ENDED : Demand.GRANTED;
    }

    private List<Share> endOldest(long more) {
      List<Share> others = new ArrayList<>();
      Iterator<Share> oldest = holding.iterator();
      while (!ended && taken + more > limit) {
        Share share = oldest.next();
        oldest.remove();
        share.ended = true;
        share.giveBackAll();
        if (share != this) {
          others.add(share);
        }
      }
      return others;
    }

    /** Returns some bytes of a finished body. */
    void giveBack(long fewer) {
      lock.lock();
      try {
        long given = Math.min(fewer, bytes);
        taken -= given;
        bytes -= given;
      } finally {
        lock.unlock();
      }
    }

    /** Counts the body as unfinished; false if its address has too many of them. */
    boolean begin() {
      lock.lock();
      try {
        int others = unfinished.getOrDefault(host, 0);
        if (unfinishedPerAddress > 0 && others >= unfinishedPerAddress) {
          return false;
        }
        unfinished.put(host, others + 1);
        unfinishedCount++;
        isUnfinished = true;
        if (bytes > 0) {
          takenByUnfinished += bytes;
          holding.add(this);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Counts the body as finished, which cannot be ended any more; false if it has been. */
    boolean finish() {
      lock.lock();
      try {
        leaveUnfinished();
        return !ended;
      } finally {
        lock.unlock();
      }
    }

    /** Whether the body had to make room. */
    boolean isEnded() {
      return ended;
    }

    /** Returns everything; repeated calls change nothing. */
    @Override
    public void close() {
      lock.lock();
      try {
        holding.remove(this);
        giveBackAll();
      } finally {
        lock.unlock();
      }
    }

    private void giveBackAll() {
      leaveUnfinished();
      taken -= bytes;
      bytes = 0;
    }

    private void leaveUnfinished() {
      if (!isUnfinished) {
        return;
      }
      isUnfinished = false;
      takenByUnfinished -= bytes;
      unfinishedCount--;
      unfinished.computeIfPresent(host, (address, count) -> count == 1 ? null : count - 1);
      holding.remove(this);
    }
  }
}
