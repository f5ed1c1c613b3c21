package dev.gatehouse.clients;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a key by position, in the order of {@link #COLUMNS}. */
public final class ApiKeyMapper implements RowMapper<ApiKey> {
  static final String COLUMNS =
      "id, name, prefix, scopes, networks, created_at, expires_at, last_used_at, last_used_ip,"
          + " life_seconds";

  @Override
  public ApiKey map(ResultSet row, StatementContext context) throws SQLException {
    return new ApiKey(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        RowReader.texts(row, 4),
        RowReader.texts(row, 5),
        RowReader.instant(row, 6),
        RowReader.instantIfAny(row, 7),
        RowReader.instantIfAny(row, 8),
        row.getString(9),
        Optional.ofNullable(row.getObject(10, Long.class)).map(Duration::ofSeconds));
  }
}
