package dev.gatehouse.products;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Uploads and the progress of their imports. */
@RegisterConstructorMapper(ImportState.class)
@RegisterConstructorMapper(RowError.class)
interface ImportDao {
  @SqlQuery("insert into product_import (format, created_at) values (:format, :now) returning id")
  long insert(TransferFormat format, Instant now);

  @SqlUpdate(
      """
      insert into product_import_chunk (import_id, number, bytes)
      values (:importId, :number, :bytes)
      """)
  void insertChunk(long importId, int number, byte[] bytes);

  /** Marks the upload as complete and assigns its job. */
  @SqlUpdate("update product_import set job_id = :jobId, total = :total where id = :id")
  void begin(long id, long jobId, long total);

  @SqlUpdate("delete from product_import where id = :id")
  void delete(long id);

  @SqlQuery(
      """
      select format, total, position, line, created, updated, failed, ignored
      from product_import where id = :id
      """)
  Optional<ImportState> find(long id);

  @SqlQuery(
      "select bytes from product_import_chunk where import_id = :importId and number = :number")
  Optional<byte[]> findChunk(long importId, int number);

  @SqlUpdate(
      """
      update product_import set
        position = :s.position, line = :s.line, created = :s.created, updated = :s.updated,
        failed = :s.failed, ignored = :s.ignored
      where id = :id
      """)
  void move(long id, @BindMethods("s") ImportState state);

  @SqlUpdate(
      """
      insert into product_import_error (import_id, line, last_line, sku, field, message)
      select :importId, line, last_line, sku, field, message
      from unnest(:e.lines, :e.lastLines, :e.skus, :e.fields, :e.messages)
        as e (line, last_line, sku, field, message)
      """)
  void insertErrors(long importId, @BindMethods("e") RowErrorColumns errors);

  /** Bounded by the number that is ever inserted. */
  @SqlQuery(
      """
      select line, coalesce(last_line, line) as last_line, sku, field, message
      from product_import_error where import_id = :importId order by line limit 1000
      """)
  List<RowError> listErrors(long importId);

  @SqlUpdate(
      """
      insert into product_import_warning (import_id, line, last_line, sku, field, message)
      select :importId, line, last_line, sku, field, message
      from unnest(:e.lines, :e.lastLines, :e.skus, :e.fields, :e.messages)
        as e (line, last_line, sku, field, message)
      """)
  void insertWarnings(long importId, @BindMethods("e") RowErrorColumns warnings);

  @SqlQuery("select count(*) from product_import_warning where import_id = :importId")
  long countWarnings(long importId);

  /** Bounded by the number that is ever inserted. */
  @SqlQuery(
      """
      select line, last_line, sku, field, message
      from product_import_warning where import_id = :importId order by line, field limit 1000
      """)
  List<RowError> listWarnings(long importId);

  @SqlUpdate("delete from product_import_chunk where import_id = :importId")
  void deleteChunks(long importId);

  /**
   * Deletes one upload whose job ended before then, with its chunks. A job retried meanwhile either
   * keeps its upload or finds it gone.
   */
  @SqlUpdate(
      """
      delete from product_import where id = any (array(
        select product_import.id from product_import
        join job on job.id = product_import.job_id
        where job.finished_at <= :before and job.state in ('succeeded', 'failed', 'cancelled')
        limit 1 for update skip locked))
      """)
  int deleteEnded(Instant before);

  /** Deletes uploads whose job was deleted since the last sweep. */
  @SqlUpdate("delete from product_import where job_id is null")
  int deleteOrphans();
}
