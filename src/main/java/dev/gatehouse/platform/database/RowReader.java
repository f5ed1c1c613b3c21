package dev.gatehouse.platform.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts a row of a {@link PreparedQuery}. */
@FunctionalInterface
public interface RowReader<T> {
  T read(ResultSet row) throws SQLException;

  /** The time in a {@code timestamptz} column that is never null. */
  static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(instantIfAny(row, column));
  }

  /** The time in a {@code timestamptz} column. */
  static @Nullable Instant instantIfAny(ResultSet row, int column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The elements of a {@code text[]}; none if it is null. */
  static List<String> texts(ResultSet row, int column) throws SQLException {
    return textsIfAny(row, column).orElse(List.of());
  }

  /** The elements of a {@code text[]}; empty if it is null. */
  static Optional<List<String>> textsIfAny(ResultSet row, int column) throws SQLException {
    @Nullable Array array = row.getArray(column);
    return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
  }
}
