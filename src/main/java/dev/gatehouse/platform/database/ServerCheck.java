package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Refuses a server, or a database on it, that the service cannot work with. */
final class ServerCheck {
  private static final int OLDEST = 14;
  private static final String ENCODING = "UTF8";

  private ServerCheck() {}

  /**
   * Lets work begin on a database that answers, is of a known version, holds every character and
   * keeps prepared statements where they are used.
   *
   * @throws OperatorException if it does not; the message says what to do
   */
  static void demand(DatabaseUrl url, UnpooledDataSource connections) {
    try (Connection connection = connections.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        throw new OperatorException(
            "The database %s is PostgreSQL %d; it must be %d or later"
                .formatted(url, version, OLDEST));
      }
      String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
      if (!ENCODING.equals(encoding)) {
        throw new OperatorException(
            "The database %s has the encoding %s; it must be UTF8. Let a superuser run: create database … owner %s encoding 'UTF8' template template0"
                .formatted(url, encoding, url.user()));
      }
      PreparedStatements.requireThatTheyLast(url, connections, connection);
    } catch (SQLException e) {
      throw new FailureDiagnosis(url).of(e);
    }
  }
}
