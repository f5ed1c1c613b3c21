package dev.gatehouse.sessions;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Maps the columns of a session, in the order of {@link #COLUMNS}. */
public final class SessionMapper implements RowMapper<Session> {
  static final String COLUMNS =
      "id, user_id, client_id, created_at, last_used_at, expires_at, ip, user_agent, scope,"
          + " generation";

  @Override
  public Session map(ResultSet row, StatementContext context) throws SQLException {
    return new Session(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getString(7),
        row.getString(8),
        scope(row.getArray(9)),
        row.getInt(10));
  }

  private static Optional<List<String>> scope(@Nullable Array array) throws SQLException {
    return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
  }
}
