package dev.gatehouse.products;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.csv.CsvDialect;
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
  private final FailedRows failedRows;
  private final ProductBatchDao products;
  private final DryRunDao dryRuns;
  private final BatchCompletion completion;
  private final Database database;
  private final Clock clock;
  private final ProductFields fields = new ProductFields();

  ProductImport(
      ImportDao imports,
      FailedRows failedRows,
      ProductBatchDao products,
      DryRunDao dryRuns,
      Database database,
      Clock clock) {
    this.imports = imports;
    this.failedRows = failedRows;
    this.products = products;
    this.dryRuns = dryRuns;
    this.completion = new BatchCompletion(products, dryRuns);
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
    return database.withoutTimeouts(() -> run(order, state, context));
  }

  private ImportResult run(ImportOrder order, ImportState begun, JobContext context)
      throws Exception {
    long id = order.importId();
    ImportState state = begun;
    List<String> ignored = begun.ignored();
    context.progress(state.done(), state.total(), state.failed());
    ProductBatches batches = new ProductBatches(rows(order, state));
    ExecutorService reader = Executors.newSingleThreadExecutor(ProductImport::readerThread);
    try {
      Future<ProductBatch> ahead = reader.submit(batches::next);
      while (!context.isCancelRequested()) {
        ProductBatch batch = nextBatch(ahead);
        ignored = state.withIgnored(batch);
        if (batch.isEmpty()) {
          finish(id, context);
          break;
        }
        ahead = reader.submit(batches::next);
        state = applyBatch(order, state, batch, context);
      }
    } finally {
      reader.shutdownNow();
    }
    return new ImportResult(
        state.created(),
        state.updated(),
        state.failed(),
        imports.listErrors(id),
        imports.listWarnings(id),
        ignored);
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
          dryRuns.delete(id);
          return products.mergePending();
        });
  }

  private ProductRows rows(ImportOrder order, ImportState state) throws IOException {
    UploadChunks chunks = new UploadChunks(imports, order.importId());
    if (TransferFormat.valueOf(state.format()) == TransferFormat.NDJSON) {
      return new JsonProducts(
          new TextLines(chunks.from(state.position()), state.position(), state.line()),
          order.optionsOrNone(),
          fields);
    }
    ImportForm form = order.formOrUsual();
    CsvDialect dialect = form.dialect();
    CsvRows first = dialect.rows(chunks.from(dialect.position()));
    first.advance();
    ImportColumns columns =
        new ImportColumns(first.row().cells(), order.optionsOrNone(), new FieldErrors());
    CsvRows rows =
        state.position() == 0
            ? first
            : new CsvRows(
                chunks.from(state.position()), dialect.separator(), state.position(), state.line());
    return new CsvProducts(rows, columns, form, fields);
  }

  private ImportState applyBatch(
      ImportOrder order, ImportState state, ProductBatch batch, JobContext context) {
    long id = order.importId();
    boolean isDryRun = order.optionsOrNone().dryRun();
    return context.inTransaction(
        () -> {
          if (!isDryRun) {
            products.awaitTurn();
          }
          products.prepare();
          CompletedBatch written = completion.complete(id, batch, isDryRun);
          ProductColumns columns = written.products();
          int created = isDryRun ? dryRuns.insert(id, columns.skuKeys()) : upsert(columns);
          ImportState next = state.after(batch, written, created);
          keepErrors(id, state.failed(), written.failed());
          keepWarnings(id, written.warnings());
          failedRows.add(id, state.position(), written.failed());
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

  private void keepErrors(long id, long before, List<FailedRow> failed) {
    long room = Math.max(0, MOST_ERRORS - before);
    List<RowError> first = failed.stream().limit(room).map(FailedRow::error).toList();
    if (!first.isEmpty()) {
      imports.insertErrors(id, RowErrorColumns.of(first));
    }
  }

  private void keepWarnings(long id, List<RowError> warnings) {
    if (!warnings.isEmpty()) {
      long room = Math.max(0, MOST_ERRORS - imports.countWarnings(id));
      imports.insertWarnings(id, RowErrorColumns.of(warnings.stream().limit(room).toList()));
    }
  }

  private static Thread readerThread(Runnable work) {
    Thread thread = new Thread(work, "import-reader");
    thread.setDaemon(true);
    return thread;
  }
}
