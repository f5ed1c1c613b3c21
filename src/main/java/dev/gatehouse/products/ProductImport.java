package dev.gatehouse.products;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.TextLines;
import dev.gatehouse.platform.database.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs imports in batches. A batch's changes, counts and end position are one transaction, so that
 * no row is applied twice if another node continues. Thread-safe.
 */
final class ProductImport implements JobHandler<ImportOrder> {
  private static final int MOST_ERRORS = 1000;

  private final ImportDao imports;
  private final ProductBatchDao products;
  private final Database database;
  private final Clock clock;
  private final ProductFields fields = new ProductFields();

  ProductImport(ImportDao imports, ProductBatchDao products, Database database, Clock clock) {
    this.imports = imports;
    this.products = products;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public JobType<ImportOrder> type() {
    return ImportOrder.TYPE;
  }

  @Override
  public boolean isStoppable() {
    return true;
  }

  @Override
  public ImportResult run(ImportOrder order, JobContext context) throws Exception {
    long id = order.importId();
    ImportState state =
        imports
            .find(id)
            .orElseThrow(() -> new PermanentJobException("The upload no longer exists"));
    return database.withoutTimeouts(() -> run(id, state, context));
  }

  private ImportResult run(long id, ImportState begun, JobContext context) throws Exception {
    ImportState state = begun;
    context.progress(state.done(), state.total(), state.failed());
    ProductBatches batches = new ProductBatches(rows(id, state));
    ExecutorService reader = Executors.newSingleThreadExecutor(ProductImport::readerThread);
    try {
      Future<ProductBatch> ahead = reader.submit(batches::next);
      while (!context.isCancelRequested()) {
        ProductBatch batch = nextBatch(ahead);
        if (batch.isEmpty()) {
          finish(id, context);
          break;
        }
        ahead = reader.submit(batches::next);
        state = applyBatch(id, state, batch, context);
      }
    } finally {
      reader.shutdownNow();
    }
    return new ImportResult(
        state.created(), state.updated(), state.failed(), imports.listErrors(id));
  }

  /** Unwraps the reader's failure. */
  private static ProductBatch nextBatch(Future<ProductBatch> ahead) throws Exception {
    try {
      return ahead.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void finish(long id, JobContext context) {
    context.inTransaction(
        () -> {
          imports.deleteChunks(id);
          return products.mergePending();
        });
  }

  private ProductRows rows(long id, ImportState state) throws IOException {
    UploadChunks chunks = new UploadChunks(imports, id);
    if (TransferFormat.valueOf(state.format()) == TransferFormat.NDJSON) {
      return new JsonProducts(
          new TextLines(chunks.from(state.position()), state.position(), state.line()), fields);
    }
    CsvRows first = new CsvRows(chunks.from(0), 0, 1);
    List<String> columns = ImportColumns.read(first);
    CsvRows rows =
        state.position() == 0
            ? first
            : new CsvRows(chunks.from(state.position()), state.position(), state.line());
    return new CsvProducts(rows, columns, fields);
  }

  private ImportState applyBatch(
      long id, ImportState state, ProductBatch batch, JobContext context) {
    return context.inTransaction(
        () -> {
          ImportState next = state.after(batch, upsert(batch.products()));
          keepErrors(id, state.failed(), batch.errors());
          imports.move(id, next);
          context.progress(next.done(), next.total(), next.failed());
          return next;
        });
  }

  /** Returns how many products were new. */
  private int upsert(ProductColumns rows) {
    if (rows.skus().isEmpty()) {
      return 0;
    }
    products.awaitTurn();
    products.prepare();
    Instant now = clock.instant();
    int created = products.insert(rows, now);
    if (created == rows.skus().size()) {
      return created;
    }
    products.update(rows, now);
    // a product that gave up its sku meanwhile was neither inserted nor updated
    while (products.lacksAny(rows.skuKeys())) {
      created += products.insert(rows, now);
      products.update(rows, now);
    }
    return created;
  }

  private void keepErrors(long id, long before, List<RowError> errors) {
    long room = Math.max(0, MOST_ERRORS - before);
    List<RowError> first = errors.stream().limit(room).toList();
    if (!first.isEmpty()) {
      imports.insertErrors(
          id,
          first.stream().map(RowError::line).toList(),
          first.stream().map(RowError::sku).toList(),
          first.stream().map(RowError::message).toList());
    }
  }

  private static Thread readerThread(Runnable work) {
    Thread thread = new Thread(work, "import-reader");
    thread.setDaemon(true);
    return thread;
  }
}
