package dev.gatehouse.invitations;

import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.platform.security.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of an invitation by position, in the order of {@link #COLUMNS}. */
public final class InvitationMapper implements RowMapper<Invitation> {
  static final String COLUMNS =
      "id, email, roles, invited_by, invited_by_account, created_at, expires_at";

  @Override
  public Invitation map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Invitation read(ResultSet row) throws SQLException {
    boolean isByAccount = row.getObject(4) == null;
    return new Invitation(
        row.getLong(1),
        row.getString(2),
        RowReader.texts(row, 3),
        isByAccount ? Actor.serviceAccount(row.getLong(5)) : Actor.person(row.getLong(4)),
        RowReader.instant(row, 6),
        RowReader.instant(row, 7));
  }
}
