package dev.gatehouse.audit;

import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.platform.security.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Maps the columns of an entry, in the order of {@link #COLUMNS}. */
public final class AuditEntryMapper implements RowMapper<AuditEntry> {
  static final String COLUMNS =
      "id, at, actor_id, service_account_id, actor_key_id, action, target_type, target_id, request_id, ip, user_agent, origin_salt,"
          + " origin_digest, detail, detail_salt, detail_digest, erasure, mac, number, seal";

  @Override
  public AuditEntry map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        RowReader.instant(row, 2),
        actor(row),
        row.getObject(5, Long.class),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        hex(row.getBytes(12)),
        HexFormat.of().formatHex(row.getBytes(13)),
        row.getString(14),
        hex(row.getBytes(15)),
        HexFormat.of().formatHex(row.getBytes(16)),
        hex(row.getBytes(17)),
        HexFormat.of().formatHex(row.getBytes(18)),
        row.getObject(19, Long.class),
        hex(row.getBytes(20)));
  }

  private static @Nullable Actor actor(ResultSet row) throws SQLException {
    // the account first: whoever adds one to the entry of a person is found out by its MAC
    Long accountId = row.getObject(4, Long.class);
    if (accountId != null) {
      return Actor.serviceAccount(accountId);
    }
    Long userId = row.getObject(3, Long.class);
    return userId == null ? null : Actor.person(userId);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }
}
