package dev.gatehouse.passwords;

import dev.gatehouse.platform.problems.Failure;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs hashing on as many platform threads as there are cores, behind a bounded queue. A virtual
 * thread would hold its carrier for the whole hash, and with it other requests. Thread-safe.
 */
final class HashingBulkhead implements Managed {
  private final ThreadPoolExecutor threads;
  private final Duration longestWait;

  /**
   * A bulkhead.
   *
   * @param width how many hashes are made at once
   * @param queue how many more may wait
   * @param longestWait how long one may wait to be begun
   */
  HashingBulkhead(int width, int queue, Duration longestWait) {
    this.longestWait = longestWait;
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
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
   * @throws Failure {@code unavailable} if the queue is full or the work is not begun in time
   */
  <T> T run(Callable<T> work) {
    AtomicBoolean begun = new AtomicBoolean();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              begun.set(true);
              return work.call();
            });
    try {
      threads.execute(task);
      return result(task, begun);
    } catch (RejectedExecutionException e) {
      throw Failure.unavailable(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private <T> T result(FutureTask<T> task, AtomicBoolean begun)
      throws InterruptedException, ExecutionException {
    try {
      return task.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (!begun.get() && task.cancel(false)) {
        threads.remove(task);
        throw Failure.unavailable(null);
      }
      return task.get();
    }
  }

  @Override
  public void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }
}
