package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.UnusableDatabaseException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Explains in one sentence why a database fails, and what the operator can do about it. */
public final class FailureDiagnosis {
  /** What pg_hba.conf says of a connection that it does not let in. */
  private static final Pattern WITHOUT_TLS = Pattern.compile("no encryption|SSL off");

  /** What the driver says of a certificate that it reads and does not accept, or of its CA's. */
  private static final Pattern UNTRUSTED =
      Pattern.compile("could not be verified|root certificate");

  /** The names of Java's exceptions, which tell an operator nothing. */
  private static final Pattern CLASS = Pattern.compile("[\\w.$]+Exception: ");

  /** What the driver says of a server without TLS. */
  private static final Pattern NO_TLS = Pattern.compile("does not support SSL");

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

  public String sentence(SQLException failure) {
    return String.valueOf(toException(failure).getMessage());
  }

  /** The explanation as an exception. */
  UnusableDatabaseException toException(SQLException failure) {
    return network(failure).orElseGet(() -> rejection(failure));
  }

  private Optional<UnusableDatabaseException> network(SQLException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            fault(
                failure,
                Kind.HOST_UNKNOWN,
                "The database %s cannot be reached: its host is unknown.".formatted(url),
                "Check the host in APP_DATABASE_URL and the DNS."));
      }
      if (cause instanceof ConnectException) {
        return Optional.of(
            fault(
                failure,
                Kind.PORT_CLOSED,
                "The database %s cannot be reached: nothing listens there (%s)."
                    .formatted(url, cause.getMessage()),
                "Check host and port in APP_DATABASE_URL, and that PostgreSQL runs and takes"
                    + " connections from here."));
      }
      if (cause instanceof SocketTimeoutException) {
        return Optional.of(
            fault(
                failure,
                Kind.NO_ANSWER,
                "The database %s does not answer in time.".formatted(url),
                "Check host and port in APP_DATABASE_URL, the network between, and that PostgreSQL"
                    + " runs."));
      }
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return Optional.of(
            fault(
                failure,
                Kind.TLS_UNTRUSTED,
                "The TLS of the database %s is not accepted: %s."
                    .formatted(url, CLASS.matcher(serverMessage(failure)).replaceAll("")),
                "Check that its certificate is valid and names the host in APP_DATABASE_URL, and"
                    + " give the CA's in the parameter sslrootcert."));
      }
    }
    return Optional.empty();
  }

  private UnusableDatabaseException rejection(SQLException failure) {
    String message = serverMessage(failure);
    String role = url.user();
    return switch (String.valueOf(failure.getSQLState())) {
      case "28P01" -> notLetIn(failure, Kind.PASSWORD_WRONG, message);
      case "28000" ->
          notLetIn(
              failure,
              WITHOUT_TLS.matcher(message).find() ? Kind.TLS_REQUIRED : Kind.ACCESS_REFUSED,
              message);
      case "08004", "08006" ->
          fault(
              failure,
              kindOf(message),
              "The database %s does not let the role %s in: %s.".formatted(url, role, message),
              "Check APP_DATABASE_URL, its sslmode too, and that PostgreSQL runs.");
      case "08001" ->
          fault(
              failure,
              Kind.NO_ANSWER,
              "The database %s cannot be reached: %s.".formatted(url, message),
              "Check the hosts, ports and targetServerType in APP_DATABASE_URL, and that PostgreSQL"
                  + " runs.");
      case "08P01" ->
          fault(
              failure,
              Kind.NOT_POSTGRESQL,
              "The server at %s does not speak PostgreSQL's protocol: %s.".formatted(url, message),
              "Check host and port in APP_DATABASE_URL.");
      case "3D000" ->
          fault(
              failure,
              Kind.MISSING,
              "There is no database %s at %s.".formatted(url.database(), url),
              "Let a superuser run: create database %s owner %s encoding 'UTF8' template template0"
                  .formatted(url.database(), role));
      case "53300" ->
          fault(
              failure,
              Kind.FULL,
              "The database %s has no connection left for the role %s: %s."
                  .formatted(url, role, message),
              "Raise max_connections or the role's limit, or lower APP_DATABASE_POOL_SIZE of the"
                  + " nodes.");
      case "57P03" ->
          fault(
              failure,
              Kind.OTHER,
              "The database %s is not ready: %s.".formatted(url, message),
              "Try again.");
      case "42501" ->
          fault(
              failure,
              Kind.OTHER,
              "The role %s lacks a privilege in the database %s: %s.".formatted(role, url, message),
              "Run this as the role that owns it (APP_DATABASE_URL), or let its owner grant it.");
      case "3F000" ->
          fault(
              failure,
              Kind.OTHER,
              "The role %s finds no schema in the database %s: %s.".formatted(role, url, message),
              "Check its search_path, and that it may use the schema.");
      case "42P01" ->
          fault(
              failure,
              Kind.OTHER,
              "The role %s does not find a table in the database %s: %s."
                  .formatted(role, url, message),
              "Check its search_path, or run `java -jar app.jar db migrate config.yml`.");
      case "GH001" ->
          fault(
              failure,
              Kind.OTHER,
              "The key ring of the database %s got a new root key while this ran.".formatted(url),
              "Run it again.");
      case "25006" ->
          fault(
              failure,
              Kind.OTHER,
              "The database %s can only be read (%s): it is a standby, or configured so."
                  .formatted(url, message),
              "Name the primary in APP_DATABASE_URL, or set default_transaction_read_only off.");
      default ->
          fault(
              failure,
              Kind.OTHER,
              "The database %s failed for the role %s: %s (SQLSTATE %s)."
                  .formatted(url, role, message, failure.getSQLState()),
              "");
    };
  }

  private static Kind kindOf(String message) {
    if (UNTRUSTED.matcher(message).find()) {
      return Kind.TLS_UNTRUSTED;
    }
    return NO_TLS.matcher(message).find() ? Kind.TLS_REFUSED : Kind.ACCESS_REFUSED;
  }

  private UnusableDatabaseException notLetIn(SQLException failure, Kind kind, String message) {
    return fault(
        failure,
        kind,
        "The database %s does not let the role %s in: %s.".formatted(url, url.user(), message),
        "Check user and password in APP_DATABASE_URL, and pg_hba.conf (if it asks for TLS, add"
            + " sslmode=require to the URL).");
  }

  private static UnusableDatabaseException fault(
      SQLException failure, Kind kind, String seen, String remedy) {
    return new UnusableDatabaseException(kind, seen, remedy, failure);
  }

  /** The server's message without the detail, which may quote a row. */
  private static String serverMessage(SQLException failure) {
    @Nullable ServerErrorMessage server =
        failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
    String text = server == null ? failure.getMessage() : server.getMessage();
    return String.valueOf(text).replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
  }
}
