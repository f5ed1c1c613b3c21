package dev.gatehouse.products;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.Rows;
import dev.gatehouse.platform.csv.TextLines;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Takes uploads in, as long as they may be, and has a job do each. All of an upload is one
 * transaction, so one that breaks off leaves nothing. Thread-safe.
 */
final class ImportUploads {
  /** Each holds a connection to the database for as long as its client takes. */
  private static final int AT_ONCE = 4;

  private final ImportDao dao;
  private final JobQueue queue;
  private final AuditLog audit;
  private final Database database;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ImportUploads(ImportDao dao, JobQueue queue, AuditLog audit, Database database, Clock clock) {
    this.dao = dao;
    this.queue = queue;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /** An upload that is whole, in the transaction that it came in by. */
  final class Upload {
    private final long importId;
    private final TransferFormat format;
    private final long rows;
    private boolean wanted;

    private Upload(long importId, TransferFormat format, long rows) {
      this.importId = importId;
      this.format = format;
      this.rows = rows;
    }

    /** Has a job do it; the job's id. */
    long begin(RequestOrigin origin) {
      wanted = true;
      long jobId = queue.enqueue(ImportOrder.TYPE, new ImportOrder(importId));
      dao.begin(importId, jobId, rows);
      audit.record(
          origin,
          ProductAction.PRODUCT_IMPORTED,
          AuditTarget.of("job", jobId),
          Map.of("format", format.name().toLowerCase(Locale.ROOT), "rows", rows));
      return jobId;
    }
  }

  /**
   * Takes one in, and keeps it if it is begun.
   *
   * @param then what is done with it in the same transaction
   * @throws Failure {@code validation} if its header is none or nothing is in it, {@code
   *     unavailable} if too many come in at once, or whatever reading it throws
   */
  <T> T receive(InputStream bytes, TransferFormat format, Function<Upload, T> then) {
    if (!places.tryAcquire()) {
      throw Failure.unavailable(null);
    }
    try {
      return database.withoutTimeouts(
          () -> database.transactions().inTransaction(() -> keep(bytes, format, then)));
    } finally {
      places.release();
    }
  }

  private <T> T keep(InputStream bytes, TransferFormat format, Function<Upload, T> then) {
    long importId = dao.insert(format, clock.instant());
    Upload upload = new Upload(importId, format, rows(importId, bytes, format));
    T done = then.apply(upload);
    if (!upload.wanted) {
      dao.delete(importId);
    }
    return done;
  }

  private long rows(long importId, InputStream bytes, TransferFormat format) {
    InputStream kept = new UploadChunks(dao, importId).storing(bytes);
    try {
      return format == TransferFormat.CSV ? countCsv(kept) : countLines(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long countCsv(InputStream kept) throws IOException {
    CsvRows rows = new CsvRows(kept, 0, 1);
    ImportColumns.read(rows);
    return count(rows);
  }

  private static long countLines(InputStream kept) throws IOException {
    long count = count(new TextLines(kept, 0, 1));
    if (count == 0) {
      throw Failure.invalid("body", "must hold a line");
    }
    return count;
  }

  private static long count(Rows rows) throws IOException {
    long count = 0;
    while (rows.advance()) {
      count++;
    }
    return count;
  }
}
