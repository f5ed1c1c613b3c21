package dev.gatehouse.products;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The files of failed rows, in pieces. They are deleted with their import. */
@RegisterConstructorMapper(FailedRowDao.Piece.class)
interface FailedRowDao {
  /**
   * A piece of a file.
   *
   * @param position orders the pieces
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Piece(long position, byte[] bytes) {}

  @SqlUpdate(
      """
      insert into product_import_failed_rows (import_id, position, bytes)
      values (:importId, :position, :bytes)
      """)
  void insert(long importId, long position, byte[] bytes);

  /** The import of a job that has not ended or ended after {@code since}. */
  @SqlQuery(
      """
      select product_import.id from product_import
      join job on job.id = product_import.job_id
      where job.id = :jobId and (job.finished_at is null or job.finished_at > :since)
      """)
  Optional<Long> findImport(long jobId, Instant since);

  @SqlQuery(
      """
      select position, bytes from product_import_failed_rows
      where import_id = :importId and position >= :from order by position limit 1
      """)
  Optional<Piece> next(long importId, long from);
}
