package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Explains in one sentence why a database fails, and what the operator can do about it. */
public final class FailureDiagnosis {
  private final DatabaseUrl url;

  public FailureDiagnosis(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * Runs work, such as a command or the start of the service.
   *
   * @throws OperatorException in place of any failure of the database
   */
  public void explain(Runnable work) {
    try {
      work.run();
    } catch (OperatorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DatabaseFailures.sqlOf(e).<RuntimeException>map(this::toException).orElse(e);
    }
  }

  /** Wraps the explanation in an exception. */
  OperatorException toException(SQLException failure) {
    return new OperatorException(sentence(failure), failure);
  }

  public String sentence(SQLException failure) {
    return network(failure).orElseGet(() -> rejection(failure));
  }

  private Optional<String> network(SQLException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            "The database %s cannot be reached: its host is unknown. Check the host in APP_DATABASE_URL and the DNS."
                .formatted(url));
      }
      if (cause instanceof ConnectException) {
        return Optional.of(
            "The database %s cannot be reached: nothing listens there (%s). Check host and port in APP_DATABASE_URL, and that PostgreSQL runs and takes connections from here."
                .formatted(url, cause.getMessage()));
      }
      if (cause instanceof SocketTimeoutException) {
        return Optional.of(
            "The database %s does not answer in time. Check host and port in APP_DATABASE_URL, the network between, and that PostgreSQL runs."
                .formatted(url));
      }
    }
    return Optional.empty();
  }

  private String rejection(SQLException failure) {
    String message = serverMessage(failure);
    String role = url.user();
    return switch (String.valueOf(failure.getSQLState())) {
      case "28P01", "28000" ->
          "The database %s does not let the role %s in: %s. Check user and password in APP_DATABASE_URL, and pg_hba.conf (if it asks for TLS, add sslmode=require to the URL)."
              .formatted(url, role, message);
      case "08004", "08006" ->
          "The database %s does not let the role %s in: %s. Check APP_DATABASE_URL, its sslmode too, and that PostgreSQL runs."
              .formatted(url, role, message);
      case "08P01" ->
          "The server at %s does not speak PostgreSQL's protocol: %s. Check host and port in APP_DATABASE_URL."
              .formatted(url, message);
      case "3D000" ->
          "There is no database %s at %s. Let a superuser run: create database %s owner %s encoding 'UTF8' template template0"
              .formatted(url.database(), url, url.database(), role);
      case "53300" ->
          "The database %s has no connection left for the role %s: %s. Raise max_connections or the role's limit, or lower APP_DATABASE_POOL_SIZE of the nodes."
              .formatted(url, role, message);
      case "57P03" -> "The database %s is not ready: %s. Try again.".formatted(url, message);
      case "42501" ->
          "The role %s lacks a privilege in the database %s: %s. Run this as the role that owns it (APP_DATABASE_URL), or let its owner grant it."
              .formatted(role, url, message);
      case "3F000" ->
          "The role %s finds no schema in the database %s: %s. Check its search_path, and that it may use the schema."
              .formatted(role, url, message);
      case "42P01" ->
          "The role %s does not find a table in the database %s: %s. Check its search_path, or run `java -jar app.jar db migrate config.yml`."
              .formatted(role, url, message);
      case "GH001" ->
          "The key ring of the database %s got a new root key while this ran. Run it again."
              .formatted(url);
      case "25006" ->
          "The database %s can only be read (%s): it is a standby, or configured so. Name the primary in APP_DATABASE_URL, or set default_transaction_read_only off."
              .formatted(url, message);
      default ->
          "The database %s failed for the role %s: %s (SQLSTATE %s)."
              .formatted(url, role, message, failure.getSQLState());
    };
  }

  /** The server's message without the detail, which may quote a row. */
  private static String serverMessage(SQLException failure) {
    @Nullable ServerErrorMessage server =
        failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
    String text = server == null ? failure.getMessage() : server.getMessage();
    return String.valueOf(text).replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
  }
}
