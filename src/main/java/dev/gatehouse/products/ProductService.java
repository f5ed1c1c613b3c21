package dev.gatehouse.products;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Reads and changes products. */
final class ProductService {
  private final ProductDao dao;
  private final PreparedQuery<Product> byId;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  ProductService(
      ProductDao dao,
      PreparedQuery<Product> byId,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.byId = byId;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @throws Failure {@code sku_taken}
   */
  Product add(NewProduct product, RequestOrigin origin) {
    ProductDao.SearchTexts texts =
        texts(product.sku(), product.name(), product.descriptionOrDefault());
    return transactions.inTransaction(
        ContendedRow.of("product_sku", texts.skuKey()),
        () -> {
          Product added =
              dao.insert(product, texts, clock.instant())
                  .orElseThrow(() -> Failure.of(ProductCode.SKU_TAKEN));
          record(origin, ProductAction.PRODUCT_CREATED, added, Map.of("sku", added.sku()));
          return added;
        });
  }

  /**
   * Returns a product.
   *
   * @param seesInactive whether the reader may see inactive products
   * @throws Failure {@code not_found}
   */
  Product get(long id, boolean seesInactive) {
    return byId.find(Map.of("id", id))
        .filter(product -> product.isActive() || seesInactive)
        .orElseThrow(Failure::notFound);
  }

  /**
   * Changes a product.
   *
   * @param versionCheck throws if the client expects another version
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code sku_taken}
   */
  Product change(
      long id, UnaryOperator<Product> change, LongConsumer versionCheck, RequestOrigin origin) {
    return transactions.inTransaction(
        row(id),
        () -> {
          Product before = lock(id, versionCheck);
          Product after = change.apply(before);
          if (after.equals(before)) {
            return before;
          }
          Product updated = update(after);
          record(origin, ProductAction.PRODUCT_UPDATED, updated, changes(before, updated));
          return updated;
        });
  }

  /**
   * Adds to the stock, or takes from it.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}, {@code insufficient_stock}, or
   *     {@code validation} if it exceeds the maximum
   */
  Product moveStock(long id, long delta, LongConsumer versionCheck, RequestOrigin origin) {
    return transactions.inTransaction(
        row(id),
        () -> {
          Product product = lock(id, versionCheck);
          if (delta > Integer.MAX_VALUE - (long) product.stock()) {
            throw Failure.invalid("delta", "takes the stock past " + Integer.MAX_VALUE);
          }
          Product moved =
              dao.moveStock(id, delta, clock.instant())
                  .orElseThrow(() -> Failure.of(ProductCode.INSUFFICIENT_STOCK));
          record(
              origin,
              ProductAction.PRODUCT_STOCK_MOVED,
              moved,
              Map.of("delta", delta, "stock", moved.stock()));
          return moved;
        });
  }

  /**
   * Deletes a product and frees its sku.
   *
   * @throws Failure {@code not_found}, {@code precondition_failed}
   */
  void delete(long id, LongConsumer versionCheck, RequestOrigin origin) {
    transactions.run(
        row(id),
        () -> {
          Product product = lock(id, versionCheck);
          dao.delete(id);
          record(origin, ProductAction.PRODUCT_DELETED, product, Map.of("sku", product.sku()));
        });
  }

  private static ContendedRow row(long id) {
    return ContendedRow.of("product", id);
  }

  private void record(
      RequestOrigin origin, ProductAction action, Product product, Map<String, ?> detail) {
    audit.record(origin, action, AuditTarget.of("product", product.id()), detail);
  }

  private static Map<String, Object> changes(Product before, Product after) {
    return new ChangedFields()
        .field("sku", before.sku(), after.sku())
        .field("name", before.name(), after.name())
        .nameOnly("description", before.description(), after.description())
        .field("unit_amount", before.unitAmount(), after.unitAmount())
        .field("currency", before.currency(), after.currency())
        .field("stock", before.stock(), after.stock())
        .field("is_active", before.isActive(), after.isActive())
        .detail();
  }

  private Product lock(long id, LongConsumer versionCheck) {
    Product product = dao.findAndLock(id).orElseThrow(Failure::notFound);
    versionCheck.accept(product.version());
    return product;
  }

  private Product update(Product product) {
    try {
      return dao.update(
          product, texts(product.sku(), product.name(), product.description()), clock.instant());
    } catch (RuntimeException e) {
      if (DatabaseFailures.violates(e, "product_sku_key")) {
        throw Failure.of(ProductCode.SKU_TAKEN);
      }
      throw e;
    }
  }

  /** Folds the texts of some products that an older release folded, and returns how many. */
  int refoldSome() {
    List<ProductDao.Unfolded> rows = dao.lockUnfolded();
    dao.refold(
        rows.stream().map(ProductDao.Unfolded::id).toList(),
        rows.stream().map(row -> texts(row.sku(), row.name(), row.description())).toList());
    return rows.size();
  }

  private static ProductDao.SearchTexts texts(String sku, String name, String description) {
    return new ProductDao.SearchTexts(
        ProductSearch.skuKey(sku),
        ProductSearch.title(sku, name),
        ProductSearch.description(description),
        ProductSearch.words(sku, name));
  }
}
