package dev.gatehouse.passwords;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decides whose password is hashed next. Within a network it is first come, first served. Networks
 * take turns, and one with fewer running hashes goes first. While several networks wait, none may
 * hold more than half of the places; its newest tickets beyond that are rejected. Thread-safe.
 */
final class HashingQueue {
  private final int width;
  private final int places;
  private final int half;
  private final Map<String, Line> lines = new HashMap<>();
  private int running;
  private int waiting;
  private long count;

  /**
   * Creates a queue.
   *
   * @param width how many may run at once
   * @param places how many more may wait
   */
  HashingQueue(int width, int places) {
    this.width = width;
    this.places = places;
    this.half = Math.max(1, places / 2);
  }

  /** The tickets of one network, while there are any. */
  private static final class Line {
    private final String network;
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private int running;
    private long lastServed;

    Line(String network, long now) {
      this.network = network;
      this.lastServed = now;
    }

    int length() {
      return waiting.size();
    }
  }

  /** A place in the queue, and then a turn. */
  static final class Ticket {
    private final Line line;
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    private Ticket(Line line) {
      this.line = line;
    }

    boolean hasTurn() {
      return turn.getNow(false);
    }

    boolean isRejected() {
      return turn.isDone() && !hasTurn();
    }
  }

  /** Returns a ticket, which may have its turn at once; empty if the queue is full. */
  synchronized Optional<Ticket> enter(String network) {
    Line line = lines.computeIfAbsent(network, name -> new Line(name, ++count));
    Ticket ticket = new Ticket(line);
    if (running < width) {
      begin(ticket);
      return Optional.of(ticket);
    }
    if (!findPlace(line)) {
      forgetIfEmpty(line);
      return Optional.empty();
    }
    line.waiting.add(ticket);
    waiting++;
    for (Line other : lines.values()) {
      if (other != line) {
        reject(other, other.length() - half);
      }
    }
    return Optional.of(ticket);
  }

  private boolean findPlace(Line line) {
    boolean othersWait = waiting > line.length();
    if (othersWait && line.length() >= half) {
      return false;
    }
    if (waiting < places) {
      return true;
    }
    Line longest = lines.values().stream().max(Comparator.comparingInt(Line::length)).orElse(line);
    if (longest.length() < line.length() + 2) {
      // the lines would only swap places
      return false;
    }
    reject(longest, 1);
    return true;
  }

  private void reject(Line line, int number) {
    for (int i = 0; i < number; i++) {
      line.waiting.removeLast().turn.complete(false);
      waiting--;
    }
  }

  /**
   * Waits for the ticket's turn; without it the ticket is void.
   *
   * @return whether the turn came
   */
  boolean await(Ticket ticket, Duration longest) throws InterruptedException {
    try {
      return ticket.turn.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      withdraw(ticket);
      return ticket.hasTurn();
    } catch (InterruptedException e) {
      withdraw(ticket);
      if (ticket.hasTurn()) {
        end(ticket);
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void withdraw(Ticket ticket) {
    if (ticket.line.waiting.remove(ticket)) {
      waiting--;
      ticket.turn.complete(false);
      forgetIfEmpty(ticket.line);
    }
  }

  /** Ends a turn and passes it on. */
  synchronized void end(Ticket ticket) {
    running--;
    ticket.line.running--;
    forgetIfEmpty(ticket.line);
    lines.values().stream()
        .filter(line -> line.length() > 0)
        .min(
            Comparator.<Line>comparingInt(line -> line.running)
                .thenComparingLong(line -> line.lastServed))
        .ifPresent(
            line -> {
              waiting--;
              begin(line.waiting.removeFirst());
            });
  }

  synchronized int waiting() {
    return waiting;
  }

  private void begin(Ticket ticket) {
    running++;
    ticket.line.running++;
    ticket.line.lastServed = ++count;
    ticket.turn.complete(true);
  }

  private void forgetIfEmpty(Line line) {
    if (line.running == 0 && line.length() == 0) {
      lines.remove(line.network);
    }
  }
}
