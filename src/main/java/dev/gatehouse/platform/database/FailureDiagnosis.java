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

/** Says in one sentence why a database does not do what it was asked, and what to do about it. */
public final class FailureDiagnosis {
  private final DatabaseUrl url;

  /** For what fails at that database. */
  public FailureDiagnosis(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * Does work, such as a command or the start of the service.
   *
   * @throws OperatorException instead of any failure of the database
   */
  public void explain(Runnable work) {
    try {
      work.run();
    } catch (OperatorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw DatabaseFailures.sqlOf(e).<RuntimeException>map(this::of).orElse(e);
    }
  }

  /** The failure in words. */
  OperatorException of(SQLException failure) {
    return new OperatorException(sentence(failure), failure);
  }

  public String sentence(SQLException failure) {
    return network(failure).orElseGet(() -> refusal(failure));
  }

  private Optional<String> network(SQLException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            "The database %s cannot be reached: its host is not known. Check the host in APP_DATABASE_URL and the DNS."
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

  private String refusal(SQLException failure) {
    String said = said(failure);
    String role = url.user();
    return switch (String.valueOf(failure.getSQLState())) {
      case "28P01", "28000" ->
          "The database %s does not let the role %s in: %s. Check user and password in APP_DATABASE_URL, and pg_hba.conf (if it asks for TLS, add sslmode=require to the URL)."
              .formatted(url, role, said);
      case "08004", "08006" ->
          "The database %s does not let the role %s in: %s. Check APP_DATABASE_URL, its sslmode too, and that PostgreSQL runs."
              .formatted(url, role, said);
      case "08P01" ->
          "What listens at %s does not speak as PostgreSQL does: %s. Check host and port in APP_DATABASE_URL."
              .formatted(url, said);
      case "3D000" ->
          "There is no database %s at %s. Let a superuser run: create database %s owner %s encoding 'UTF8' template template0"
              .formatted(url.database(), url, url.database(), role);
      case "53300" ->
          "The database %s has no connection left for the role %s: %s. Raise max_connections or the role's limit, or lower APP_DATABASE_POOL_SIZE of the nodes."
              .formatted(url, role, said);
      case "57P03" -> "The database %s is not ready: %s. Try again.".formatted(url, said);
      case "42501" ->
          "The role %s lacks a right at the database %s: %s. Run this as the role that owns it (APP_DATABASE_URL), or let its owner grant it."
              .formatted(role, url, said);
      case "3F000" ->
          "The role %s finds no schema at the database %s: %s. Check its search_path, and that it may use the schema."
              .formatted(role, url, said);
      case "42P01" ->
          "The role %s misses a table at the database %s: %s. Check its search_path, or run `java -jar app.jar db migrate config.yml`."
              .formatted(role, url, said);
      case "25006" ->
          "The database %s can only be read (%s): it is a standby, or set so. Name the primary in APP_DATABASE_URL, or set default_transaction_read_only off."
              .formatted(url, said);
      default ->
          "The database %s failed for the role %s: %s (SQLSTATE %s)."
              .formatted(url, role, said, failure.getSQLState());
    };
  }

  /** The server's own words, without the detail, which may quote a row. */
  private static String said(SQLException failure) {
    @Nullable ServerErrorMessage server =
        failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
    String text = server == null ? failure.getMessage() : server.getMessage();
    return String.valueOf(text).replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
  }
}
