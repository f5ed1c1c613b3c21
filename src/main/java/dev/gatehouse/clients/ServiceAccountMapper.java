package dev.gatehouse.clients;

import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.roles.GivenRoles;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a service account by position, in the order of {@link #COLUMNS}. */
public final class ServiceAccountMapper implements RowMapper<ServiceAccount> {
  static final String COLUMNS =
      "id, name, description, is_admin, roles, contact_email, is_active, jwks, version, created_at,"
          + " updated_at";

  @Override
  public ServiceAccount map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static ServiceAccount read(ResultSet row) throws SQLException {
    return new ServiceAccount(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        new GivenRoles(row.getBoolean(4), RowReader.texts(row, 5)),
        row.getString(6),
        row.getBoolean(7),
        row.getString(8),
        row.getLong(9),
        RowReader.instant(row, 10),
        RowReader.instant(row, 11));
  }
}
