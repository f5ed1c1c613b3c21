package dev.gatehouse.passwords;

import dev.gatehouse.platform.problems.Failure;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs hashing on one platform thread per core, behind a bounded queue that is fair between
 * networks. On virtual threads a hash would block its carrier, and so other requests. Thread-safe.
 */
final class HashingBulkhead implements Managed {
  private final HashingQueue queue;
  private final ThreadPoolExecutor threads;
  private final Duration longestWait;

  /**
   * Creates a bulkhead.
   *
   * @param width how many hashes run at once
   * @param places how many more may wait
   * @param longestWait the longest wait for a turn
   */
  HashingBulkhead(int width, int places, Duration longestWait) {
    this.queue = new HashingQueue(width, places);
    this.longestWait = longestWait;
    // only work that has its turn is submitted, so a thread is free or about to be
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            HashingBulkhead::thread);
  }

  /** With -XX:ThreadPriorityPolicy=1 hashing yields the CPUs to other requests. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "password-hashing");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /**
   * Runs the work and waits for its result.
   *
   * @param network the client's network
   * @param recheck runs in the caller's thread if the work had to wait, just before it begins;
   *     throws if the work has become useless
   * @throws Failure {@code unavailable} if the queue is full or the turn does not come in time, or
   *     what {@code recheck} throws
   */
  <T> T run(String network, Runnable recheck, Callable<T> work) {
    HashingQueue.Ticket ticket = queue.enter(network).orElseThrow(() -> Failure.unavailable(null));
    if (!ticket.hasTurn()) {
      await(ticket);
      recheck(ticket, recheck);
    }
    return begin(ticket, work);
  }

  private void await(HashingQueue.Ticket ticket) {
    try {
      if (!queue.await(ticket, longestWait)) {
        throw Failure.unavailable(null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void recheck(HashingQueue.Ticket ticket, Runnable look) {
    boolean useful = false;
    try {
      look.run();
      useful = true;
    } finally {
      if (!useful) {
        queue.end(ticket);
      }
    }
  }

  private <T> T begin(HashingQueue.Ticket ticket, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try {
                return work.call();
              } finally {
                queue.end(ticket);
              }
            });
    try {
      threads.execute(task);
      return task.get();
    } catch (RejectedExecutionException e) {
      queue.end(ticket);
      throw Failure.unavailable(null);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Failure.unavailable(e);
  }

  int waiting() {
    return queue.waiting();
  }

  @Override
  public void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }
}
