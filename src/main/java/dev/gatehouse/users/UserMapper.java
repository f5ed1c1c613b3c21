package dev.gatehouse.users;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of an account by position, in the order of {@link #COLUMNS}. */
public final class UserMapper implements RowMapper<User> {
  /** The columns of an account in the table or alias {@code u}. */
  public static final String COLUMNS =
      "u.id, u.email, u.full_name, u.is_active, u.is_admin, u.email_verified,"
          + " u.mfa_enabled, u.version, u.created_at, u.updated_at, nullif(u.roles, '{}')";

  /** How many columns these are. */
  public static final int WIDTH = 11;

  @Override
  public User map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  public static User read(ResultSet row) throws SQLException {
    return new User(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getLong(8),
        RowReader.instant(row, 9),
        RowReader.instant(row, 10),
        RowReader.texts(row, WIDTH));
  }
}
