package dev.gatehouse.products;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.http.Lists;
import java.time.Clock;
import java.util.List;

/** Wires the catalogue. */
public final class ProductsModule implements Feature {
  private final ProductsResource resource;

  public ProductsModule(AuditLog audit, Lists lists, Database database, Clock clock) {
    ProductDao dao = database.dao(ProductDao.class);
    this.resource =
        new ProductsResource(
            new ProductService(
                dao, ProductDao.byId(database), audit, database.transactions(), clock),
            new ProductList(ProductDao.pages(database)),
            lists);
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }
}
