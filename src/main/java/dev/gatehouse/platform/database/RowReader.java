package dev.gatehouse.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Converts a row of a {@link PreparedQuery}. */
@FunctionalInterface
public interface RowReader<T> {
  T read(ResultSet row) throws SQLException;
}
