package dev.gatehouse.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a row of what a {@link PreparedQuery} finds. */
@FunctionalInterface
public interface RowReader<T> {
  T read(ResultSet row) throws SQLException;
}
