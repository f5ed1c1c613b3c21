package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What can be asked on a connection, such as whether the server is there. */
@FunctionalInterface
public interface ConnectionQuery<T> {
  T ask(Connection connection) throws SQLException;
}
