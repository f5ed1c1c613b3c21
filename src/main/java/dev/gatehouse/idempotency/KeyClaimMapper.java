package dev.gatehouse.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

public final class KeyClaimMapper implements RowMapper<KeyClaim> {
  @Override
  public KeyClaim map(ResultSet row, StatementContext context) throws SQLException {
    return KeyClaim.of(
        row.getBoolean("is_claimed"),
        row.getString("key"),
        row.getString("body_mac"),
        row.getBytes("answer"));
  }
}
