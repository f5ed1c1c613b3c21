package dev.gatehouse.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Maps the columns of an entry, in the order of {@link #COLUMNS}. */
public final class AuditEntryMapper implements RowMapper<AuditEntry> {
  static final String COLUMNS =
      "id, at, actor_id, action, target_type, target_id, request_id, ip, user_agent, origin_salt,"
          + " origin_digest, detail, detail_salt, detail_digest, erasure, mac, number, seal";

  @Override
  public AuditEntry map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, Long.class),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        hex(row.getBytes(10)),
        HexFormat.of().formatHex(row.getBytes(11)),
        row.getString(12),
        hex(row.getBytes(13)),
        HexFormat.of().formatHex(row.getBytes(14)),
        hex(row.getBytes(15)),
        HexFormat.of().formatHex(row.getBytes(16)),
        row.getObject(17, Long.class),
        hex(row.getBytes(18)));
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }
}
