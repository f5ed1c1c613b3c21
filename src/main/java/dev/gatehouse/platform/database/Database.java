package dev.gatehouse.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gatehouse.platform.config.OperatorException;
import io.dropwizard.lifecycle.Managed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * The connection pool and Jdbi. Whether the database refuses, drops or ignores connections, a
 * caller gets a result or an exception that {@link DatabaseFailures#isUnavailable} recognises
 * within 2.8 s, and the pool recovers with the database. Thread-safe.
 */
public final class Database implements Managed {
  /** Statement timeout, enforced by the server. */
  private static final Duration STATEMENT = Duration.ofMillis(2_500);

  /** Socket timeout, enforced by the client. It is longer because it costs the connection. */
  private static final Duration SILENCE = Duration.ofMillis(2_600);

  /** How long a health check waits for the server, within its own limit. */
  private static final Duration PROBE = Duration.ofMillis(1_400);

  private static final Duration POOL_WAIT = Duration.ofMillis(1_900);
  private static final Duration LIVENESS_TEST = Duration.ofMillis(500);

  private final DatabaseUrl url;
  private final Outage outage;
  private final RetryingDataSource connections;
  private final BoundedPool pool;
  private final DatabaseProbe probe;
  private final ConnectionLender lender;
  private final Jdbi jdbi;
  private final Transactions transactions;

  /** A search may take as long as a request, and a few dozen at once would exhaust the pool. */
  private final PoolShare searches;

  private Database(DatabaseUrl url, DatabaseConfig config) {
    this.url = url;
    this.outage = new Outage(url, new UnpooledDataSource(url, SILENCE, STATEMENT));
    this.connections = new RetryingDataSource(url, SILENCE, STATEMENT, outage);
    this.pool = new BoundedPool(poolOf(url, config, connections, outage), SILENCE);
    this.probe = new DatabaseProbe(new UnpooledDataSource(url, PROBE, PROBE));
    this.lender =
        new ConnectionLender(pool, new UnpooledDataSource(url, SILENCE, STATEMENT), SILENCE);
    this.jdbi = JdbiSetup.on(lender);
    this.transactions = new Transactions(jdbi, pool, lender);
    this.searches = new PoolShare(pool.getMaximumPoolSize() / 3);
  }

  /**
   * Opens the pool once the database responds and, if they are used, keeps prepared statements.
   *
   * @throws OperatorException if it does not
   */
  public static Database open(DatabaseUrl url, DatabaseConfig config) {
    requireUsable(url);
    return new Database(url, config);
  }

  /**
   * Checks that the database responds and that the service can work with it.
   *
   * @throws OperatorException if not
   */
  public static void requireUsable(DatabaseUrl url) {
    ServerCheck.require(url, new UnpooledDataSource(url, SILENCE, STATEMENT));
  }

  private static HikariConfig poolOf(
      DatabaseUrl url, DatabaseConfig config, DataSource connections, Outage outage) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("database");
    pool.setDataSource(connections);
    pool.setMinimumIdle(config.poolSize());
    pool.setMaximumPoolSize(config.poolSize() + config.poolOverflow());
    pool.setConnectionTimeout(POOL_WAIT.toMillis());
    // HikariCP tests a connection that was idle for over 500 ms; this bounds the test
    pool.setValidationTimeout(LIVENESS_TEST.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setExceptionOverride(new PoolFailures(outage, new LostPreparedStatements(url)));
    return pool;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** Creates a DAO. Each method borrows a connection or joins the thread's transaction. */
  public <T> T dao(Class<T> type) {
    return jdbi.onDemand(type);
  }

  /**
   * Prepares a SELECT for a hot path. Parameters are {@code :name}, of letters and digits.
   *
   * @param reader reads the columns by position
   */
  public <T> PreparedQuery<T> read(String sql, RowReader<T> reader) {
    return new PreparedQuery<>(pool, transactions, sql, reader);
  }

  /**
   * Prepares lists of a table's rows.
   *
   * @param columns read by name or position
   * @param table with its alias, if the columns use one
   */
  public <T> KeysetQuery<T> pages(String columns, String table, RowReader<T> reader) {
    return new KeysetQuery<>(this, columns, table, reader);
  }

  PoolShare searches() {
    return searches;
  }

  public Transactions transactions() {
    return transactions;
  }

  /**
   * Runs work whose transactions on this thread use a dedicated connection outside the pool, with a
   * limit of ten minutes for a statement and for its client. Other statements keep the usual
   * limits. The caller limits how many run at once.
   */
  public <T, X extends Exception> T withoutTimeouts(ThrowingSupplier<T, X> work) throws X {
    return lender.withoutTimeouts(work);
  }

  public DataSource dataSource() {
    return pool;
  }

  /** Connections outside the pool and without time limits, for migrations, COPY and exports. */
  public DataSource longRunning() {
    return longRunning(url);
  }

  /** The same without a pool, for commands. */
  public static DataSource longRunning(DatabaseUrl url) {
    return UnpooledDataSource.unlimited(url);
  }

  /**
   * Whether {@code select 1} returns within the limit, on a connection outside the pool that all
   * callers share.
   */
  public boolean responds(Duration limit) {
    return probe.responds(limit);
  }

  /** Runs another query on that connection; empty if it takes longer than the limit. */
  public <T> Optional<T> ask(ConnectionQuery<T> query, Duration limit) {
    return probe.ask(query, limit);
  }

  /** Tells loggers whether a failure belongs to a known outage. */
  public Outage outage() {
    return outage;
  }

  /** Whether a pooler such as PgBouncer stands between, which makes up the id of the backend. */
  public boolean isPooled() {
    return jdbi.withHandle(
        handle -> {
          int told;
          try {
            told = handle.getConnection().unwrap(PGConnection.class).getBackendPID();
          } catch (SQLException e) {
            throw new ConnectionException(e);
          }
          return told != handle.createQuery("select pg_backend_pid()").mapTo(Integer.class).one();
        });
  }

  /** Connections in use. */
  public int active() {
    return gauges().getActiveConnections();
  }

  public int idle() {
    return gauges().getIdleConnections();
  }

  /** Callers waiting for a connection. */
  public int waiting() {
    return gauges().getThreadsAwaitingConnection();
  }

  public int maximum() {
    return pool.getMaximumPoolSize();
  }

  private HikariPoolMXBean gauges() {
    return pool.getHikariPoolMXBean();
  }

  @Override
  public void stop() {
    probe.close();
    outage.close();
    connections.close();
    pool.close();
  }
}
