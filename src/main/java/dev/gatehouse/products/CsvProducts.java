package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.csv.CsvRow;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.Formulas;
import dev.gatehouse.platform.csv.Rows;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV as products: each cell becomes the JSON value in its place. */
final class CsvProducts implements ProductRows {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_LONG = 18;
  private static final int LONGEST_NUMBER = 40;

  private final CsvRows rows;
  private final List<String> columns;
  private final int skuColumn;
  private final ProductFields fields;

  /** Reads rows after the header. */
  CsvProducts(CsvRows rows, List<String> columns, ProductFields fields) {
    this.rows = rows;
    this.columns = columns;
    this.skuColumn = columns.indexOf("sku");
    this.fields = fields;
  }

  @Override
  public Optional<ProductRow> next() throws IOException {
    return rows.advance() ? Optional.of(product(rows.row())) : Optional.empty();
  }

  @Override
  public Rows source() {
    return rows;
  }

  private ProductRow product(CsvRow row) {
    List<String> cells = row.cells();
    if (row.error() != null) {
      return ProductRow.bad(row.line(), skuOf(cells), "The row " + row.error());
    }
    if (cells.size() != columns.size()) {
      return ProductRow.bad(
          row.line(),
          skuOf(cells),
          "The row has %d cells, the header %d".formatted(cells.size(), columns.size()));
    }
    ObjectNode tree = NODES.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      tree.set(column, value(column, Formulas.unescape(cells.get(i))));
    }
    return fields.bind(row.line(), tree);
  }

  private @Nullable String skuOf(List<String> cells) {
    return skuColumn < cells.size() ? Formulas.unescape(cells.get(skuColumn)) : null;
  }

  private static JsonNode value(String column, String cell) {
    return switch (column) {
      case "unit_amount", "stock" -> number(cell);
      case "is_active" -> flag(cell);
      default -> NODES.textNode(cell);
    };
  }

  private static JsonNode flag(String cell) {
    return switch (cell) {
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> NODES.textNode(cell);
    };
  }

  /** A number if written in plain digits; anything else stays a string and fails validation. */
  private static JsonNode number(String cell) {
    int digits = cell.startsWith("-") ? 1 : 0;
    boolean plain = cell.length() > digits && cell.length() <= LONGEST_NUMBER;
    for (int i = digits; i < cell.length() && plain; i++) {
      plain = cell.charAt(i) >= '0' && cell.charAt(i) <= '9';
    }
    if (!plain) {
      return NODES.textNode(cell);
    }
    return cell.length() <= LONGEST_LONG
        ? NODES.numberNode(Long.parseLong(cell))
        : NODES.numberNode(new BigInteger(cell));
  }
}
