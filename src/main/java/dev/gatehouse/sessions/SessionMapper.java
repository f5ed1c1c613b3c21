package dev.gatehouse.sessions;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a session, in the order of {@link #COLUMNS}. */
public final class SessionMapper implements RowMapper<Session> {
  static final String COLUMNS =
      "id, user_id, client_id, created_at, last_used_at, expires_at, ip, user_agent, scope,"
          + " generation, amr";

  /** How many columns these are. */
  static final int WIDTH = 11;

  /** What is known of sessions that a release before the column has opened. */
  private static final List<String> UNKNOWN = List.of("pwd");

  @Override
  public Session map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Session read(ResultSet row) throws SQLException {
    return new Session(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        RowReader.instant(row, 4),
        RowReader.instant(row, 5),
        RowReader.instant(row, 6),
        row.getString(7),
        row.getString(8),
        RowReader.textsIfAny(row, 9),
        row.getInt(10),
        RowReader.textsIfAny(row, WIDTH).orElse(UNKNOWN));
  }
}
