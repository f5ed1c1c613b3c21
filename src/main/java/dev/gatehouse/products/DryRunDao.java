package dev.gatehouse.products;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The products that dry runs would have created. */
interface DryRunDao {
  /** Notes those that are new and returns their number. */
  @SqlUpdate(
      """
      insert into product_import_dry_run (import_id, sku_key)
      select :importId, g.sku_key from unnest(:skuKeys) as g (sku_key)
      where (select p.id from product p where p.sku_key = g.sku_key) is null
      on conflict do nothing
      """)
  int insert(long importId, List<String> skuKeys);

  /** Those of the keys that are noted. */
  @SqlQuery(
      """
      select sku_key from product_import_dry_run
      where import_id = :importId and sku_key = any (:skuKeys)
      """)
  List<String> list(long importId, List<String> skuKeys);

  @SqlUpdate("delete from product_import_dry_run where import_id = :importId")
  void delete(long importId);
}
