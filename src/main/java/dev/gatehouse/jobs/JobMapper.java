package dev.gatehouse.jobs;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a job, in the order of {@link #COLUMNS}. */
public final class JobMapper implements RowMapper<Job> {
  static final String COLUMNS =
      "id, type, state, attempts, run_at, started_at, finished_at, last_error, progress_done,"
          + " progress_total, progress_failed, result, lease, node, history";

  /** For lists: without results, which can have hundreds of kilobytes each. */
  static final String LISTED = COLUMNS.replace(" result,", " null as result,");

  @Override
  public Job map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Job read(ResultSet row) throws SQLException {
    return new Job(
        row.getLong(1),
        row.getString(2),
        JobState.of(row.getString(3)),
        row.getInt(4),
        RowReader.instant(row, 5),
        RowReader.instantIfAny(row, 6),
        RowReader.instantIfAny(row, 7),
        row.getString(8),
        new Job.Progress(row.getLong(9), row.getObject(10, Long.class), row.getLong(11)),
        row.getString(12),
        row.getObject(13, UUID.class),
        row.getString(14),
        row.getString(15));
  }
}
