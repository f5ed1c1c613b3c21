package dev.gatehouse.products;

import static dev.gatehouse.products.ProductMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PreparedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterRowMapper(ProductMapper.class)
@RegisterConstructorMapper(ProductDao.Unfolded.class)
interface ProductDao {
  /** The folded search texts. */
  record SearchTexts(String skuKey, String title, String description, String words) {}

  /** The texts of a product whose search texts were folded otherwise. */
  record Unfolded(long id, String sku, String name, String description) {}

  /** Empty if the sku is taken. */
  @SqlQuery(
      """
      insert into product
        (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
         search_title, search_description, search_words, created_at, updated_at)
      values
        (:p.sku, :t.skuKey, :p.name, :p.descriptionOrDefault, :p.unitAmount, :p.currency,
         :p.stockOrDefault, :p.activeOrDefault, :t.title, :t.description, :t.words, :now, :now)
      on conflict on constraint product_sku_key do nothing
      returning\s"""
          + COLUMNS)
  Optional<Product> insert(
      @BindMethods("p") NewProduct product, @BindMethods("t") SearchTexts texts, Instant now);

  static PreparedQuery<Product> byId(Database database) {
    return database.read("select " + COLUMNS + " from product where id = :id", ProductMapper::read);
  }

  /** Products with ids above {@code after}, for the export. Index: product_pkey. */
  static PreparedQuery<Product> after(Database database) {
    return database.read(
        "select "
            + COLUMNS
            + " from product where id > :after order by id limit "
            + ProductExport.BATCH,
        ProductMapper::read);
  }

  @SqlQuery("select " + COLUMNS + " from product where id = :id for update")
  Optional<Product> findAndLock(long id);

  @SqlQuery(
      """
      update product set
        sku = :p.sku, sku_key = :t.skuKey, name = :p.name, description = :p.description,
        unit_amount = :p.unitAmount, currency = :p.currency, stock = :p.stock, is_active = :p.isActive,
        search_title = :t.title, search_description = :t.description, search_words = :t.words,
        version = version + 1, updated_at = :now
      where id = :p.id
      returning\s"""
          + COLUMNS)
  Product update(
      @BindMethods("p") Product product, @BindMethods("t") SearchTexts texts, Instant now);

  /** Empty if the stock would become negative. */
  @SqlQuery(
      """
      update product set stock = stock + :delta, version = version + 1, updated_at = :now
      where id = :id and stock + :delta >= 0
      returning\s"""
          + COLUMNS)
  Optional<Product> moveStock(long id, long delta, Instant now);

  @SqlUpdate("delete from product where id = :id")
  int delete(long id);

  /** Index: product_unfolded, whose condition this repeats. */
  @SqlQuery(
      """
      select id, sku, name, description from product
      where (octet_length(search_title) > char_length(search_title)
          and strpos(search_title, chr(917999)) = 0)
        or (octet_length(search_description) > char_length(search_description)
          and strpos(search_description, chr(917999)) = 0)
      order by id limit 100
      for no key update skip locked
      """)
  List<Unfolded> lockUnfolded();

  @SqlBatch(
      """
      update product set
        search_title = :t.title, search_description = :t.description, search_words = :t.words
      where id = :id
      """)
  void refold(List<Long> id, @BindMethods("t") List<SearchTexts> texts);

  /**
   * Indexes, depending on the order: product_pkey, product_created_at, product_name and
   * product_unit_amount, each also prefixed by product_currency; on the filters of {@link
   * ProductSearch}: product_active, product_in_stock and product_search_*.
   */
  static KeysetQuery<Product> pages(Database database) {
    return database.pages(COLUMNS, "product", ProductMapper::read);
  }
}
