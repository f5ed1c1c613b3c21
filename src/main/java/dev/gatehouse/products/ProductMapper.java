package dev.gatehouse.products;

import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of a product, in the order of {@link #COLUMNS}, without looking names up. */
public final class ProductMapper implements RowMapper<Product> {
  static final String COLUMNS =
      "id, sku, name, description, unit_amount, currency, stock, is_active, version, created_at,"
          + " updated_at";

  @Override
  public Product map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static Product read(ResultSet row) throws SQLException {
    return new Product(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getString(6),
        row.getInt(7),
        row.getBoolean(8),
        row.getLong(9),
        RowReader.instant(row, 10),
        RowReader.instant(row, 11));
  }
}
