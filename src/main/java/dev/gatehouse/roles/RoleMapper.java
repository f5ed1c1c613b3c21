package dev.gatehouse.roles;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Maps the columns of a role by position, in the order of {@link RoleDao#COLUMNS}. */
public final class RoleMapper implements RowMapper<Role> {
  @Override
  public Role map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Role read(ResultSet row) throws SQLException {
    return new Role(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        texts(row, 4),
        row.getLong(5),
        time(row, 6),
        time(row, 7));
  }

  /** The elements of a {@code text[]}; none if it is null. */
  public static List<String> texts(ResultSet row, int column) throws SQLException {
    return textsIfAny(row, column).orElse(List.of());
  }

  /** The elements of a {@code text[]}; empty if it is null. */
  public static Optional<List<String>> textsIfAny(ResultSet row, int column) throws SQLException {
    @Nullable Array array = row.getArray(column);
    return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
