package dev.gatehouse.platform.database;

import dev.gatehouse.platform.logging.OutOfMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the queries of health checks on a connection outside the pool, so that a busy pool does not
 * make a node look dead. Concurrent callers share one execution of a query, and one connection
 * attempt while the database is away. Thread-safe.
 */
final class DatabaseProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

  private final ConnectionQuery<Boolean> ping = DatabaseProbe::selectOne;
  private final DataSource connections;
  private final Map<ConnectionQuery<?>, CompletableFuture<?>> pending = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "database-probe");
            thread.setDaemon(true);
            return thread;
          });

  /** Confined to the probe's thread. */
  private @Nullable Connection connection;

  /**
   * Creates a probe, which connects on first use.
   *
   * @param connections with a limit on every wait for the server
   */
  DatabaseProbe(DataSource connections) {
    this.connections = connections;
  }

  /** Whether the database responds within the limit. */
  boolean responds(Duration limit) {
    return ask(ping, limit).orElse(false);
  }

  /**
   * Runs a query; empty if it takes longer than the limit. Callers share results by the identity of
   * {@code query}.
   */
  <T> Optional<T> ask(ConnectionQuery<T> query, Duration limit) {
    try {
      return Optional.of(resultOf(query).get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // a query maps only to futures of its own type
  private <T> CompletableFuture<T> resultOf(ConnectionQuery<T> query) {
    CompletableFuture<T> fresh = new CompletableFuture<>();
    CompletableFuture<T> earlier = (CompletableFuture<T>) pending.putIfAbsent(query, fresh);
    if (earlier != null) {
      return earlier;
    }
    try {
      thread.execute(() -> complete(query, fresh));
    } catch (RejectedExecutionException e) {
      pending.remove(query);
      fresh.completeExceptionally(e);
    }
    return fresh;
  }

  private <T> void complete(ConnectionQuery<T> query, CompletableFuture<T> future) {
    try {
      T found = ask(query);
      pending.remove(query);
      future.complete(found);
    } catch (Throwable e) {
      // on any exception, the query can be run again
      OutOfMemory.exitOn(e);
      pending.remove(query);
      future.completeExceptionally(e);
    }
  }

  /** Replaces a connection that broke since its last use. The failure of a new one is thrown. */
  private <T> T ask(ConnectionQuery<T> query) throws SQLException {
    Connection known = connection;
    if (known != null) {
      try {
        return query.run(known);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("The probe replaces its connection", e);
        drop();
      }
    }
    Connection fresh = connections.getConnection();
    connection = fresh;
    try {
      return query.run(fresh);
    } catch (SQLException | RuntimeException e) {
      drop();
      throw e;
    }
  }

  private void drop() {
    Connection dropped = connection;
    connection = null;
    if (dropped == null) {
      return;
    }
    try {
      dropped.close();
    } catch (SQLException e) {
      LOG.debug("The probe's connection was lost before it was closed", e);
    }
  }

  private static boolean selectOne(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    }
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      thread.execute(this::drop);
      thread.shutdown();
    }
  }
}
