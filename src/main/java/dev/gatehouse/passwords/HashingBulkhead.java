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
 * Runs hashing on as many platform threads as there are cores, behind a bounded queue that is fair
 * between networks. A virtual thread would hold its carrier for the whole hash, and with it other
 * requests. Thread-safe.
 */
final class HashingBulkhead implements Managed {
  private final HashingQueue queue;
  private final ThreadPoolExecutor threads;
  private final Duration longestWait;

  /**
   * A bulkhead.
   *
   * @param width how many hashes are made at once
   * @param places how many more may wait
   * @param longestWait how long one may wait to be begun
   */
  HashingBulkhead(int width, int places, Duration longestWait) {
    this.queue = new HashingQueue(width, places);
    this.longestWait = longestWait;
    // only what has its turn comes here, so that there is a thread for it or is about to be
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            HashingBulkhead::thread);
  }

  /** Under -XX:ThreadPriorityPolicy=1 hashing takes what other requests leave of the processors. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "password-hashing");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /**
   * Runs the work there and waits for its result.
   *
   * @param network of whoever asks
   * @param lookAgain is done in the caller's thread if the work had to wait, just before it is
   *     begun; throws if it is of no use any more
   * @throws Failure {@code unavailable} if there is no place or the turn does not come in time, or
   *     what {@code lookAgain} throws
   */
  <T> T run(String network, Runnable lookAgain, Callable<T> work) {
    HashingQueue.Ticket ticket = queue.enter(network).orElseThrow(() -> Failure.unavailable(null));
    if (!ticket.hasTurn()) {
      await(ticket);
      recheck(ticket, lookAgain);
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

  /** How many wait for their turn. */
  int waiting() {
    return queue.waiting();
  }

  @Override
  public void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }
}
