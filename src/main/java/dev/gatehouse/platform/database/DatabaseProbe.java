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
 * Asks the database what health checks want to know, on one connection of its own, so that a busy
 * pool does not make a node look dead. However many ask a question at once, it is asked once; while
 * the database is away, one attempt to connect serves all. Thread-safe.
 */
final class DatabaseProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

  private final ConnectionQuery<Boolean> isThere = DatabaseProbe::selectOne;
  private final DataSource connections;
  private final Map<ConnectionQuery<?>, CompletableFuture<?>> asked = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "database-probe");
            thread.setDaemon(true);
            return thread;
          });

  /** Confined to the thread. */
  private @Nullable Connection connection;

  /**
   * A probe that connects when it is first asked.
   *
   * @param connections whose every wait for the server ends
   */
  DatabaseProbe(DataSource connections) {
    this.connections = connections;
  }

  /** Whether the database answers in time. */
  boolean answers(Duration limit) {
    return ask(isThere, limit).orElse(false);
  }

  /** The answer, if it comes in time. The same object is one question, whoever asks it. */
  <T> Optional<T> ask(ConnectionQuery<T> query, Duration limit) {
    try {
      return Optional.of(answerTo(query).get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // a question leads to nothing but its own answers
  private <T> CompletableFuture<T> answerTo(ConnectionQuery<T> query) {
    CompletableFuture<T> fresh = new CompletableFuture<>();
    CompletableFuture<T> earlier = (CompletableFuture<T>) asked.putIfAbsent(query, fresh);
    if (earlier != null) {
      return earlier;
    }
    try {
      thread.execute(() -> answer(query, fresh));
    } catch (RejectedExecutionException e) {
      asked.remove(query);
      fresh.completeExceptionally(e);
    }
    return fresh;
  }

  private <T> void answer(ConnectionQuery<T> query, CompletableFuture<T> answer) {
    try {
      T found = ask(query);
      asked.remove(query);
      answer.complete(found);
    } catch (Throwable e) {
      // whatever was thrown, the question can be asked again
      OutOfMemory.endsProcess(e);
      asked.remove(query);
      answer.completeExceptionally(e);
    }
  }

  /** A connection that was cut since it was last used is replaced; a new one that fails is told. */
  private <T> T ask(ConnectionQuery<T> query) throws SQLException {
    Connection known = connection;
    if (known != null) {
      try {
        return query.ask(known);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("The connection of the probe is replaced", e);
        drop();
      }
    }
    Connection fresh = connections.getConnection();
    connection = fresh;
    try {
      return query.ask(fresh);
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
      LOG.debug("The connection of the probe was gone before it was closed", e);
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
