package dev.gatehouse.products;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.csv.FileSignature;
import dev.gatehouse.platform.csv.Rows;
import dev.gatehouse.platform.csv.TextCharset;
import dev.gatehouse.platform.csv.TextLines;
import dev.gatehouse.platform.csv.Utf8Text;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives uploads of any allowed length and starts a job for each. An upload is one transaction,
 * so an interrupted one leaves nothing behind. Thread-safe.
 */
final class ImportUploads {
  /** Each holds a database connection for as long as its client takes. */
  private static final int AT_ONCE = 4;

  private final ImportDao dao;
  private final FailedRows failedRows;
  private final JobQueue queue;
  private final AuditLog audit;
  private final Database database;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ImportUploads(
      ImportDao dao,
      FailedRows failedRows,
      JobQueue queue,
      AuditLog audit,
      Database database,
      Clock clock) {
    this.dao = dao;
    this.failedRows = failedRows;
    this.queue = queue;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /** A complete upload, still in the transaction that received it. */
  final class Upload {
    private final long importId;
    private final TransferFormat format;
    private final ImportOptions options;
    private @Nullable ImportForm form;
    private long rows;
    private boolean wanted;

    private Upload(long importId, TransferFormat format, ImportOptions options) {
      this.importId = importId;
      this.format = format;
      this.options = options;
    }

    private void read(InputStream bytes, TextCharset charset) throws IOException {
      byte[] head = bytes.readNBytes(FileSignature.LENGTH);
      refuseOtherFiles(head, format);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), bytes);
      UploadChunks chunks = new UploadChunks(dao, importId);
      if (format == TransferFormat.CSV) {
        Utf8Text text = Utf8Text.of(whole, charset);
        UploadedCsv csv =
            new UploadedCsv(chunks.storing(text.bytes()), head, text.charset(), options);
        failedRows.begin(importId, new FailedRowColumns(csv.columns().header()));
        rows = csv.count();
        form = csv.form();
      } else {
        failedRows.begin(importId, JsonProducts.COLUMNS);
        rows = countLines(chunks.storing(whole));
      }
    }

    /** Enqueues the import and returns the job's id. */
    long begin(RequestOrigin origin) {
      wanted = true;
      long jobId =
          queue.enqueue(ImportOrder.TYPE, new ImportOrder(importId, options, form), origin);
      dao.begin(importId, jobId, rows);
      audit.record(
          origin,
          ProductAction.PRODUCT_IMPORTED,
          AuditTarget.of("job", jobId),
          Map.of("format", format.key(), "rows", rows, "dry_run", options.dryRun()));
      return jobId;
    }
  }

  /**
   * Receives an upload; it is stored only if {@code then} begins it.
   *
   * @param charset of a CSV without a byte order mark
   * @param then runs in the same transaction
   * @throws Failure {@code validation} if the header is invalid or the upload is empty, {@code
   *     unavailable} if there are too many concurrent uploads, or what reading throws
   */
  <T> T receive(
      InputStream bytes,
      TransferFormat format,
      TextCharset charset,
      ImportOptions options,
      Function<Upload, T> then) {
    if (!places.tryAcquire()) {
      throw Failure.unavailable(null);
    }
    try {
      return database.withoutTimeouts(
          () ->
              database
                  .transactions()
                  .inTransaction(() -> keep(bytes, format, charset, options, then)));
    } finally {
      places.release();
    }
  }

  private <T> T keep(
      InputStream bytes,
      TransferFormat format,
      TextCharset charset,
      ImportOptions options,
      Function<Upload, T> then) {
    long importId = dao.insert(format, clock.instant());
    Upload upload = new Upload(importId, format, options);
    try {
      upload.read(bytes, charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    T done = then.apply(upload);
    if (!upload.wanted) {
      dao.delete(importId);
    }
    return done;
  }

  private static void refuseOtherFiles(byte[] head, TransferFormat format) {
    FileSignature.of(head)
        .ifPresent(
            found -> {
              throw Failure.invalid("body", "must be text")
                  .withDetail(
                      "Expected "
                          + (format == TransferFormat.CSV ? "CSV" : "one JSON object on each line")
                          + "; the file seems to be "
                          + found);
            });
  }

  private static long countLines(InputStream lines) throws IOException {
    long count = count(new TextLines(lines, 0, 1));
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
