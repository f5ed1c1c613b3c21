package dev.gatehouse.products;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.idempotency.Idempotency;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.jobs.JobService;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.search.Refolding;
import dev.gatehouse.platform.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

public final class ProductsModule implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final Database database;
  private final Clock clock;
  private final ImportDao imports;
  private final ProductImport productImport;
  private final Refolding refolding;
  private final ProductsResource resource;
  private final ImportResource importResource;
  private final ExportResource exportResource;
  private final FailedRowsResource failedRowsResource;

  public ProductsModule(
      AuditLog audit,
      JobQueue queue,
      JobService jobs,
      Idempotency idempotency,
      Database database,
      Clock clock) {
    ProductDao dao = database.dao(ProductDao.class);
    this.database = database;
    this.clock = clock;
    this.imports = database.dao(ImportDao.class);
    FailedRows failedRows = new FailedRows(database.dao(FailedRowDao.class), clock);
    this.productImport =
        new ProductImport(
            imports,
            failedRows,
            database.dao(ProductBatchDao.class),
            database.dao(DryRunDao.class),
            database,
            clock);
    ProductService products =
        new ProductService(dao, ProductDao.byId(database), audit, database.transactions(), clock);
    this.refolding = new Refolding(database.transactions(), products::refoldSome);
    this.resource = new ProductsResource(products, new ProductList(ProductDao.pages(database)));
    this.importResource =
        new ImportResource(
            new ImportUploads(imports, failedRows, queue, audit, database, clock),
            jobs,
            idempotency);
    this.exportResource = new ExportResource(new ProductExport(ProductDao.after(database)));
    this.failedRowsResource = new FailedRowsResource(failedRows);
  }

  @Override
  public List<JobHandler<?>> jobHandlers() {
    return List.of(productImport);
  }

  @Override
  public List<Permission> permissions() {
    return List.of(ProductPermission.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(resource, importResource, exportResource, failedRowsResource);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("products.sweep_uploads", SWEEPING, this::sweepUploads),
        new RecurringTask("products.refold", Refolding.INTERVAL, refolding));
  }

  private void sweepUploads() {
    Instant before = clock.instant().minus(FailedRows.KEPT);
    database.withoutTimeouts(
        () -> {
          // one per transaction, because each may have a gigabyte
          while (database.transactions().inTransaction(() -> imports.deleteEnded(before)) > 0) {
            // until nothing is left
          }
          return database.transactions().inTransaction(imports::deleteOrphans);
        });
  }
}
