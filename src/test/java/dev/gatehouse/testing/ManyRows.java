package dev.gatehouse.testing;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fills an empty, migrated database with products and users for measuring lists: words as unevenly
 * distributed as in a language, twenty currencies with half of the products in the first, one in
 * ten out of stock, one in twenty inactive. The same arguments give the same rows. {@code
 * bench/fill.sh} calls it.
 */
public final class ManyRows {
  private static final int BATCH = 100_000;

  private static final String WORDS =
      """
      create function pg_temp.word(n double precision) returns text language sql immutable as $$
        select case when n < 0.02 then 'steel' when n < 0.03 then 'oak' when n < 0.035 then 'blue'
          else (array['ba','ke','li','mo','nu','pra','ste','tri','vo','zen','qua','fle','gro','shi','dra','chu'])
                 [1 + (n * 16)::int % 16]
            || (array['ran','del','min','tor','lus','vex','pan','gar','sil','bon','kit','mar','rod','fen','cal','wid'])
                 [1 + (n * 256)::int % 16]
            || (array['a','el','ic','on','us','er','ix','o','an','ing','ed','y','ar','um','it','ol'])
                 [1 + (n * 4096)::int % 16] end
      $$
      """;

  private static final String PRODUCTS =
      """
      insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
        search_title, search_description, search_words, created_at, updated_at)
      select sku, lower(sku), name, description, amount, currency, stock, active,
        lower(sku) || E'\\n' || lower(name), lower(description), ' ' || lower(sku) || ' ' || lower(name), at, at
      from (
        select 'SKU-' || lpad(n::text, 9, '0') as sku,
          initcap(pg_temp.word(random())) || ' ' || pg_temp.word(random()) || ' ' || pg_temp.word(random())
            || case when n % 100000 = 77 then ' zephyrine' else '' end as name,
          pg_temp.word(random()) || ' ' || pg_temp.word(random()) || ' ' || pg_temp.word(random()) || ' '
            || pg_temp.word(random()) || ' ' || pg_temp.word(random()) || ' ' || pg_temp.word(random()) as description,
          (1000000 * random() * random())::bigint as amount,
          (array['EUR','USD','GBP','CHF','JPY','SEK','NOK','DKK','PLN','CZK','HUF','CAD','AUD','NZD','BRL','INR',
            'CNY','KRW','MXN','ZAR'])[1 + least(19, floor(-ln(1 - random()) / ln(2)))::int] as currency,
          case when random() < 0.1 then 0 else (random() * 1000)::int end as stock,
          random() >= 0.05 as active,
          timestamptz '2020-01-01' + n * interval '10 seconds' + random() * interval '1 day' as at
        from generate_series(?::bigint, ?::bigint) as n
        offset 0) as made
      """;

  private static final String USERS =
      """
      insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text, search_words,
        created_at, updated_at)
      select email, name, active, admin, true, email || E'\\n' || lower(name), ' ' || email || ' ' || lower(name), at, at
      from (
        select pg_temp.word(random()) || '.' || n || '@' || pg_temp.word(random()) || '.example' as email,
          initcap(pg_temp.word(random())) || ' ' || initcap(pg_temp.word(random()))
            || case when n % 100000 = 77 then ' zephyrine' else '' end as name,
          random() >= 0.02 as active, n % 10000 = 0 as admin,
          timestamptz '2020-01-01' + n * interval '1 minute' + random() * interval '1 day' as at
        from generate_series(?::bigint, ?::bigint) as n
        offset 0) as made
      """;

  private final DatabaseUrl database;
  private final PrintStream progress;

  public ManyRows(DatabaseUrl database, PrintStream progress) {
    this.database = database;
    this.progress = progress;
  }

  /** Takes the URL of the database, the number of products and the number of users. */
  public static void main(String... arguments) {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("DATABASE-URL PRODUCTS USERS");
    }
    DatabaseUrl database = DatabaseUrl.parse(arguments[0]);
    new Migrations(database).migrate();
    new ManyRows(database, System.out)
        .fill(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
  }

  /** Fills both tables. The indexes are dropped and recreated at the end. */
  public void fill(long products, long users) {
    try (Connection connection = Database.longRunning(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '1GB'");
      statement.execute("set synchronous_commit = off");
      statement.execute("select setseed(0.42)");
      statement.execute(WORDS);
      fill(connection, "product", PRODUCTS, products);
      fill(connection, "app_user", USERS, users);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill(Connection connection, String table, String sql, long rows)
      throws SQLException {
    List<String> indexes = dropIndexes(connection, table);
    long begun = System.nanoTime();
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (long done = 0; done < rows; done += BATCH) {
        long last = Math.min(rows, done + BATCH);
        insert.setLong(1, done + 1);
        insert.setLong(2, last);
        insert.executeUpdate();
        tell("%s: %,d of %,d rows, %,d/s", table, last, rows, perSecond(last, begun));
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String index : indexes) {
        tell("%s: %s", table, index.replaceAll("(CREATE.*INDEX \\S+).*", "$1"));
        statement.execute(index);
      }
      statement.execute("vacuum analyze " + table);
    }
  }

  private static List<String> dropIndexes(Connection connection, String table) throws SQLException {
    List<String> definitions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet result =
          statement.executeQuery(
              "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index i where"
                  + " indrelid = '"
                  + table
                  + "'::regclass and not exists (select 1 from pg_constraint c where c.conindid ="
                  + " i.indexrelid)")) {
        while (result.next()) {
          names.add(result.getString(1));
          definitions.add(result.getString(2));
        }
      }
      for (String name : names) {
        statement.execute("drop index " + name);
      }
    }
    return definitions;
  }

  private void tell(String format, Object... values) {
    progress.println(String.format(Locale.ROOT, format, values));
  }

  private static long perSecond(long rows, long begun) {
    return rows * 1000 / Math.max(1, Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
