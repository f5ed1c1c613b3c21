package dev.gatehouse.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gatehouse.platform.config.OperatorException;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The pool and Jdbi on it. Whatever the state of the database (refused, cut, frozen), a caller has
 * an answer or an exception that {@link DatabaseFailures#isUnavailable} knows within 2.8 s, and
 * once the database is back so is the pool. Thread-safe.
 */
public final class Database implements Managed {
  /** What SQL may take, kept by the server itself. */
  private static final Duration STATEMENT = Duration.ofMillis(2_500);

  /** The same kept by the client, a little later, as it costs the connection. */
  private static final Duration SILENCE = Duration.ofMillis(2_600);

  /** What a health check waits for the server: less than it has in all. */
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

  /** Searches may take as long as a request may, and a few dozen at once would take the pool. */
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
   * Proves that the database answers, and that it keeps prepared statements if they are used, and
   * opens the pool.
   *
   * @throws OperatorException if it does not
   */
  public static Database open(DatabaseUrl url, DatabaseConfig config) {
    requireUsable(url);
    return new Database(url, config);
  }

  /**
   * Proves that the database answers and is one that the service can work with.
   *
   * @throws OperatorException if it is not
   */
  public static void requireUsable(DatabaseUrl url) {
    ServerCheck.demand(url, new UnpooledDataSource(url, SILENCE, STATEMENT));
  }

  private static HikariConfig poolOf(
      DatabaseUrl url, DatabaseConfig config, DataSource connections, Outage outage) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("database");
    pool.setDataSource(connections);
    pool.setMinimumIdle(config.poolSize());
    pool.setMaximumPoolSize(config.poolSize() + config.poolOverflow());
    pool.setConnectionTimeout(POOL_WAIT.toMillis());
    // HikariCP tests on borrowing what has been idle for over 500 ms; this bounds the test.
    pool.setValidationTimeout(LIVENESS_TEST.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setExceptionOverride(new PoolFailures(outage, new LostPreparedStatements(url)));
    return pool;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** A DAO each of whose methods borrows a connection, or joins the thread's transaction. */
  public <T> T dao(Class<T> type) {
    return jdbi.onDemand(type);
  }

  /**
   * A SELECT with parameters {@code :name} (letters and digits) for a path that is hot.
   *
   * @param reader takes the columns by position
   */
  public <T> PreparedQuery<T> read(String sql, RowReader<T> reader) {
    return new PreparedQuery<>(pool, transactions, sql, reader);
  }

  /**
   * The lists of a table's rows.
   *
   * @param columns which the reader takes by position
   * @param table with its alias, if the columns name one
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
   * Does work whose transactions, on this thread, run on one connection of its own outside the
   * pool, where a statement, and the client that feeds it, may take ten minutes; what is in no
   * transaction has no longer than elsewhere. The caller bounds how many there are at once.
   */
  public <T, X extends Exception> T withoutTimeouts(ThrowingSupplier<T, X> work) throws X {
    return lender.withoutTimeouts(work);
  }

  public DataSource dataSource() {
    return pool;
  }

  /** Connections outside the pool and without limits of time, for migrations, COPY and export. */
  public DataSource longRunning() {
    return longRunning(url);
  }

  /** The same where there is no pool, as in a command. */
  public static DataSource longRunning(DatabaseUrl url) {
    return UnpooledDataSource.unlimited(url);
  }

  /**
   * Whether SELECT 1 comes back within the limit, on a connection outside the pool. Any number of
   * callers share it.
   */
  public boolean answers(Duration limit) {
    return probe.answers(limit);
  }

  /** The answer to another question on that connection; empty if it does not come in time. */
  public <T> Optional<T> ask(ConnectionQuery<T> query, Duration limit) {
    return probe.ask(query, limit);
  }

  /** Whether it is known to be lost, for those who log what fails. */
  public Outage outage() {
    return outage;
  }

  /** Connections that are lent out. */
  public int active() {
    return gauges().getActiveConnections();
  }

  public int idle() {
    return gauges().getIdleConnections();
  }

  /** Callers that wait for a connection. */
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
