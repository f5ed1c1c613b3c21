package dev.gatehouse.roles;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a role by position, in the order of {@link RoleDao#COLUMNS}. */
public final class RoleMapper implements RowMapper<Role> {
  /**
   * SQL for a text[] of what roles give; null for an administrator, who holds all, and for whoever
   * has no roles.
   *
   * @param isAdmin SQL for whether it is an administrator
   * @param roles SQL for the names of the roles
   */
  public static String permissionsOf(String isAdmin, String roles) {
    return "case when %1$s or %2$s = '{}' then null else permissions_of(%2$s) end"
        .formatted(isAdmin, roles);
  }

  @Override
  public Role map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Role read(ResultSet row) throws SQLException {
    return new Role(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        RowReader.texts(row, 4),
        row.getLong(5),
        RowReader.instantIfAny(row, 6),
        RowReader.instantIfAny(row, 7));
  }
}
