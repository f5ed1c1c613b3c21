package dev.gatehouse.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A query on a plain connection, such as a health check. */
@FunctionalInterface
public interface ConnectionQuery<T> {
  T run(Connection connection) throws SQLException;
}
