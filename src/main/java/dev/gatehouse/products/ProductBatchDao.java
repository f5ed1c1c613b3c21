package dev.gatehouse.products;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Many products at once. */
interface ProductBatchDao {
  String GIVEN =
      """
      unnest(:b.skuKeys, :b.skus, :b.names, :b.descriptions, :b.unitAmounts, :b.currencies,
             :b.stocks, :b.actives, :b.searchTitles, :b.searchDescriptions, :b.searchWords)
        as g (sku_key, sku, name, description, unit_amount, currency, stock, is_active,
              search_title, search_description, search_words)
      """;

  /**
   * For the transaction that it is called in: each row of a batch is looked up by its key, whatever
   * the planner believes of a table that was empty a moment ago, and what the indexes of searching
   * have pending is merged into them in larger lots, which takes a third off the time.
   */
  @SqlQuery(
      """
      select set_config(name, value, true)
      from (values ('plan_cache_mode', 'force_custom_plan'), ('enable_hashjoin', 'off'),
                   ('enable_mergejoin', 'off'), ('enable_seqscan', 'off'),
                   ('gin_pending_list_limit', '12MB'), ('work_mem', '32MB'))
        as setting (name, value)
      """)
  Set<String> prepare();

  /**
   * Waits until no other batch is under way: of two that have skus in common, in different orders,
   * each would wait for the other.
   */
  @SqlQuery("select 1 from pg_advisory_xact_lock(7235411409)")
  int awaitTurn();

  /** Merges what is still pending, or the next product that is added alone would have to. */
  @SqlQuery(
      """
      select sum(gin_clean_pending_list(cast(name as regclass)))
      from (values ('product_search_title'), ('product_search_description'),
                   ('product_search_words')) as index (name)
      """)
  long mergePending();

  /** Adds those whose sku nobody has, in the order given; how many these were. */
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

  /** Changes those that are there and differ, and of each only what is given. */
  @SqlUpdate(
      """
      update product p set
        sku = g.sku, name = g.name, description = coalesce(g.description, p.description),
        unit_amount = g.unit_amount, currency = g.currency, stock = coalesce(g.stock, p.stock),
        is_active = coalesce(g.is_active, p.is_active), search_title = g.search_title,
        search_description = coalesce(g.search_description, p.search_description),
        search_words = g.search_words, version = p.version + 1, updated_at = :now
      from\s"""
          + GIVEN
          + """
          where p.sku_key = g.sku_key
            and (p.sku, p.name, p.description, p.unit_amount, p.currency, p.stock, p.is_active)
              is distinct from
                (g.sku, g.name, coalesce(g.description, p.description), g.unit_amount, g.currency,
                 coalesce(g.stock, p.stock), coalesce(g.is_active, p.is_active))
          """)
  int update(@BindMethods("b") ProductColumns rows, Instant now);

  /** Whether no product has one of these skus. */
  @SqlQuery(
      """
      select exists (
        select 1 from unnest(:skuKeys) as g (sku_key)
        where (select p.id from product p where p.sku_key = g.sku_key) is null)
      """)
  boolean lacksAny(List<String> skuKeys);
}
