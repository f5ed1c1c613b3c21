package dev.gatehouse.sessions;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a session and after them {@link #OWNER}, by position. */
public final class RefreshedSessionMapper implements RowMapper<RefreshedSession> {
  static final String OWNER = "is_admin, roles, email_verified";

  @Override
  public RefreshedSession map(ResultSet row, StatementContext context) throws SQLException {
    int next = SessionMapper.WIDTH;
    return new RefreshedSession(
        SessionMapper.read(row),
        new SessionOwner(
            row.getBoolean(next + 1), RowReader.texts(row, next + 2), row.getBoolean(next + 3)));
  }
}
