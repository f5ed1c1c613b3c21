package dev.gatehouse.products;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Writes products in batches. */
@RegisterConstructorMapper(ProductBatchDao.SkuCurrency.class)
@RegisterConstructorMapper(ProductBatchDao.Texts.class)
interface ProductBatchDao {
  record SkuCurrency(String skuKey, String currency) {}

  record Texts(String skuKey, String name, String description) {}

  String GIVEN =
      """
      unnest(:b.skuKeys, :b.skus, :b.names, :b.descriptions, :b.unitAmounts, :b.currencies,
             :b.stocks, :b.actives, :b.searchTitles, :b.searchDescriptions, :b.searchWords)
        as g (sku_key, sku, name, description, unit_amount, currency, stock, is_active,
              search_title, search_description, search_words)
      """;

  /**
   * Sets options of the current transaction. Products are looked up by key, even if the table was
   * analyzed while all its rows were uncommitted and seems empty: of all scans only a bitmap scan
   * is left, which cannot read a whole table to compare each row with the batch. And the search
   * indexes merge their pending lists in larger lots, which saves a third of the time.
   */
  @SqlQuery(
      """
      select set_config(name, value, true)
      from (values ('plan_cache_mode', 'force_custom_plan'), ('enable_hashjoin', 'off'),
                   ('enable_mergejoin', 'off'), ('enable_seqscan', 'off'),
                   ('enable_indexscan', 'off'), ('enable_indexonlyscan', 'off'),
                   ('gin_pending_list_limit', '12MB'), ('work_mem', '32MB'))
        as setting (name, value)
      """)
  Set<String> prepare();

  /**
   * Waits until no other batch is running: two with the same skus in different orders would
   * deadlock.
   */
  @SqlQuery("select 1 from pg_advisory_xact_lock(7235411409)")
  int awaitTurn();

  /** Merges the pending lists, so that the next single insert does not have to. */
  @SqlQuery(
      """
      select sum(gin_clean_pending_list(cast(name as regclass)))
      from (values ('product_search_title'), ('product_search_description'),
                   ('product_search_words')) as index (name)
      """)
  long mergePending();

  /** Inserts products with new skus in the given order and returns their number. */
  @SqlUpdate(
      "insert into product (sku, sku_key, name, description, unit_amount, currency, stock,"
          + " is_active, search_title, search_description, search_words, created_at, updated_at)\n"
          + "select sku, sku_key, name, coalesce(description, ''), unit_amount, currency,"
          + " coalesce(stock, 0), coalesce(is_active, true), search_title,"
          + " coalesce(search_description, ''), search_words, :now, :now\nfrom "
          + GIVEN
          + """
          where (select p.id from product p where p.sku_key = g.sku_key) is null
          on conflict on constraint product_sku_key do nothing
          """)
  int insert(@BindMethods("b") ProductColumns rows, Instant now);

  /** Locks existing products, so that they keep their sku and currency until the end. */
  @SqlQuery(
      """
      select sku_key, currency from product where sku_key = any (:skuKeys) for no key update
      """)
  List<SkuCurrency> lock(List<String> skuKeys);

  @SqlQuery("select sku_key, currency from product where sku_key = any (:skuKeys)")
  List<SkuCurrency> listCurrencies(List<String> skuKeys);

  @SqlQuery("select sku_key, name, description from product where sku_key = any (:skuKeys)")
  List<Texts> listTexts(List<String> skuKeys);

  /** Updates existing products that differ, and only the given columns. */
  @SqlUpdate(
      """
      update product p set
        sku = coalesce(g.sku, p.sku), name = coalesce(g.name, p.name),
        description = coalesce(g.description, p.description),
        unit_amount = coalesce(g.unit_amount, p.unit_amount),
        currency = coalesce(g.currency, p.currency), stock = coalesce(g.stock, p.stock),
        is_active = coalesce(g.is_active, p.is_active),
        search_title = coalesce(g.search_title, p.search_title),
        search_description = coalesce(g.search_description, p.search_description),
        search_words = coalesce(g.search_words, p.search_words),
        version = p.version + 1, updated_at = :now
      from\s"""
          + GIVEN
          + """
          where p.sku_key = g.sku_key
            and (p.sku, p.name, p.description, p.unit_amount, p.currency, p.stock, p.is_active)
              is distinct from
                (coalesce(g.sku, p.sku), coalesce(g.name, p.name), coalesce(g.description, p.description),
                 coalesce(g.unit_amount, p.unit_amount), coalesce(g.currency, p.currency),
                 coalesce(g.stock, p.stock), coalesce(g.is_active, p.is_active))
          """)
  int update(@BindMethods("b") ProductColumns rows, Instant now);

  /** Whether any of the skus has no product. */
  @SqlQuery(
      """
      select exists (
        select 1 from unnest(:skuKeys) as g (sku_key)
        where (select p.id from product p where p.sku_key = g.sku_key) is null)
      """)
  boolean lacksAny(List<String> skuKeys);
}
