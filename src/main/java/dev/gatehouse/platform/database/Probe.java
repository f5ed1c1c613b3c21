package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether it is there, one question at a time however many want to know, so that
 * health checks that pile up on a frozen database do not eat the pool. Thread-safe.
 */
final class Probe implements AutoCloseable {
  private final DataSource source;
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> asked =
      new AtomicReference<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "database-probe");
            thread.setDaemon(true);
            return thread;
          });

  Probe(DataSource source) {
    this.source = source;
  }

  boolean answers(Duration limit) {
    try {
      return ask().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CompletableFuture<Boolean> ask() {
    CompletableFuture<Boolean> fresh = new CompletableFuture<>();
    CompletableFuture<Boolean> earlier = asked.compareAndExchange(null, fresh);
    if (earlier != null) {
      return earlier;
    }
    try {
      thread.execute(
          () -> {
            boolean there = selectOne();
            asked.set(null);
            fresh.complete(there);
          });
    } catch (RejectedExecutionException e) {
      asked.set(null);
      fresh.complete(false);
    }
    return fresh;
  }

  private boolean selectOne() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
