package dev.gatehouse.platform.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Classifies failures of the database, anywhere in a chain of causes. */
public final class DatabaseFailures {
  private static final int MAX_DEPTH = 20;
  private static final String CONNECTION = "08";
  private static final String RESOURCES = "53";
  private static final String INTEGRITY = "23";

  /** transaction_rollback: serialization_failure, deadlock_detected. */
  private static final String ROLLBACK = "40";

  /** query_canceled. */
  private static final String CANCELED = "57014";

  /** Broken connections, except those closed on our side. */
  private static final Set<String> LOST =
      Set.of("08000", "08001", "08004", "08006", "08007", "57P01", "57P02", "57P03");

  /** What the function under_ring raises; the next call has followed the key ring. */
  private static final String KEY_REPLACED = "GH001";

  /** transaction_rollback and lock_not_available. */
  private static final Set<String> CONTENDED = Set.of("40001", "40P01", "55P03");

  /** Happens behind a pooler that switches server connections between transactions. */
  private static final Set<String> STATEMENT_LOST =
      Set.of(
          "26000", // invalid_sql_statement_name: "S_1" does not exist
          "42P05"); // duplicate_prepared_statement: "S_1" already exists

  private static final Set<String> AWAY =
      Set.of(
          "57P01", // admin_shutdown
          "57P02", // crash_shutdown
          "57P03", // cannot_connect_now
          "57P05", // idle_session_timeout
          CANCELED,
          KEY_REPLACED,
          "55P03", // lock_not_available
          "40P01", // deadlock_detected
          "40001", // serialization_failure
          "25P03", // idle_in_transaction_session_timeout
          "25006"); // read_only_sql_transaction: a standby after a failover

  private DatabaseFailures() {}

  /** Whether the same call may succeed later: the database is away, overloaded or too slow. */
  public static boolean isUnavailable(Throwable failure) {
    return first(failure, e -> isConnectionFailure(e) ? Optional.of(e) : Optional.empty())
        .isPresent();
  }

  /**
   * Whether the next call would probably fail too: there was no connection, or the server took too
   * long, for example because of a lock.
   */
  public static boolean isStall(Throwable failure) {
    return isUnavailable(failure)
        && first(failure, e -> isTransient(e) ? Optional.of(e) : Optional.empty()).isEmpty();
  }

  /** Whether another transaction had a row, or wanted one of this transaction. */
  public static boolean isContention(Throwable failure) {
    return sqlOf(failure).filter(sql -> hasState(sql, CONTENDED)).isPresent();
  }

  /** Whether the server closed the connection or refuses new ones. */
  static boolean isLost(SQLException failure) {
    return LOST.contains(String.valueOf(failure.getSQLState()));
  }

  /** Whether the constraint or unique index of this name was violated. */
  public static boolean violates(Throwable failure, String constraint) {
    return first(failure, DatabaseFailures::constraintOf).filter(constraint::equals).isPresent();
  }

  /** The database's exception in a chain of causes. */
  public static Optional<SQLException> sqlOf(Throwable failure) {
    return first(failure, e -> e instanceof SQLException sql ? Optional.of(sql) : Optional.empty());
  }

  /** Whether a prepared statement was lost or collided with another client's. */
  static boolean isStatementLost(Throwable failure) {
    return first(failure, e -> hasState(e, STATEMENT_LOST) ? Optional.of(e) : Optional.empty())
        .isPresent();
  }

  private static boolean hasState(Throwable failure, Set<String> states) {
    return failure instanceof SQLException sql
        && states.contains(String.valueOf(sql.getSQLState()));
  }

  /** Whether the server cancelled the statement because of its time limit. */
  static boolean isCanceled(SQLException failure) {
    return CANCELED.equals(failure.getSQLState());
  }

  private static <T> Optional<T> first(Throwable failure, Function<Throwable, Optional<T>> test) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      Optional<T> result = test.apply(at);
      if (result.isPresent()) {
        return result;
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static boolean isConnectionFailure(Throwable failure) {
    if (failure instanceof ConnectionException
        || failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLTimeoutException) {
      return true;
    }
    if (!(failure instanceof SQLException sql)) {
      return false;
    }
    String state = sql.getSQLState();
    return state != null
        && (state.startsWith(CONNECTION)
            || state.startsWith(RESOURCES)
            || AWAY.contains(state)
            || STATEMENT_LOST.contains(state));
  }

  /** Whether the cause is temporary, such as a deadlock, and need not affect the next call. */
  private static boolean isTransient(Throwable failure) {
    return failure instanceof SQLException sql
        && (hasState(sql, STATEMENT_LOST)
            || hasState(sql, Set.of(KEY_REPLACED))
            || String.valueOf(sql.getSQLState()).startsWith(ROLLBACK));
  }

  private static Optional<String> constraintOf(Throwable failure) {
    if (failure instanceof PSQLException sql
        && String.valueOf(sql.getSQLState()).startsWith(INTEGRITY)) {
      @Nullable ServerErrorMessage message = sql.getServerErrorMessage();
      return Optional.ofNullable(message).map(ServerErrorMessage::getConstraint);
    }
    return Optional.empty();
  }
}
