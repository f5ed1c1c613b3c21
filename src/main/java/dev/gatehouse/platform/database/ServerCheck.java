package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.UnusableDatabaseException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Rejects a server or database that the service cannot work with. */
final class ServerCheck {
  private static final int MIN_VERSION = 14;
  private static final String ENCODING = "UTF8";

  private ServerCheck() {}

  /**
   * Checks that the database responds, has a supported version, stores UTF-8 and, if they are used,
   * keeps prepared statements.
   *
   * @throws OperatorException if not; the message says what to do
   */
  static void require(DatabaseUrl url, UnpooledDataSource connections) {
    try (Connection connection = connections.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < MIN_VERSION) {
        throw new UnusableDatabaseException(
            Kind.UNSUITABLE,
            "The database %s is PostgreSQL %d; it must be %d or later."
                .formatted(url, version, MIN_VERSION),
            "Upgrade it, or name another one in APP_DATABASE_URL.",
            null);
      }
      String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
      if (!ENCODING.equals(encoding)) {
        throw new UnusableDatabaseException(
            Kind.UNSUITABLE,
            "The database %s has the encoding %s; it must be UTF8.".formatted(url, encoding),
            "Let a superuser run: create database … owner %s encoding 'UTF8' template template0"
                .formatted(url.user()),
            null);
      }
      PreparedStatements.requirePersistence(url, connections, connection);
    } catch (SQLException e) {
      throw new FailureDiagnosis(url).toException(e);
    }
  }
}
