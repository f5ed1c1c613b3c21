package dev.gatehouse.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a claim from its row. */
public final class ClaimMapper implements RowMapper<Claim> {
  @Override
  public Claim map(ResultSet row, StatementContext context) throws SQLException {
    return Claim.of(
        row.getBoolean("is_claimed"),
        row.getString("key"),
        row.getString("body_mac"),
        row.getBytes("answer"));
  }
}
