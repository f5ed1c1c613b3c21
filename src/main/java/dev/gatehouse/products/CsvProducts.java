package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.ScalarConverter.Mismatch;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.csv.CsvRow;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.Formulas;
import dev.gatehouse.platform.csv.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV as products: each cell becomes the JSON value in its place. */
final class CsvProducts implements ProductRows {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final CsvRows rows;
  private final ImportColumns columns;
  private final ImportForm form;
  private final int skuColumn;
  private final int priceColumn;
  private final FailedRowColumns failedColumns;
  private final ProductFields fields;

  /** Reads rows after the header. */
  CsvProducts(CsvRows rows, ImportColumns columns, ImportForm form, ProductFields fields) {
    this.rows = rows;
    this.columns = columns;
    this.form = form;
    this.skuColumn = columns.indexOf(ImportColumns.SKU);
    this.priceColumn = columns.indexOf(ImportColumns.PRICE);
    this.failedColumns = new FailedRowColumns(columns.header());
    this.fields = fields;
  }

  @Override
  public Optional<ProductRow> next() throws IOException {
    return columns.advance(rows) ? Optional.of(product(rows.row())) : Optional.empty();
  }

  @Override
  public List<String> ignored() {
    return columns.foreign();
  }

  @Override
  public Rows source() {
    return rows;
  }

  private ProductRow product(CsvRow row) {
    List<String> cells = row.cells();
    SourceRow source =
        new SourceRow(row.line(), row.lastLine(), rows.length(), () -> failedCells(cells));
    if (row.error() != null) {
      return bad(source, cells, "The row " + described(row.error()));
    }
    if (cells.size() != columns.size()) {
      return bad(
          source,
          cells,
          "The row has %d cells, the header %d".formatted(cells.size(), columns.size()));
    }
    ObjectNode tree = NODES.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      String property = columns.property(i);
      if (property == null) {
        continue;
      }
      if (columns.isNameless(i)) {
        String value = TextRules.trimmed(cells.get(i));
        if (!value.isEmpty()) {
          return bad(
              source,
              cells,
              "The row has %s in column %d, which has no name in the header"
                  .formatted(RowMessages.shown(value), i + 1));
        }
        continue;
      }
      tree.set(property, value(property, cells.get(i)));
    }
    return priceColumn < 0 ? fields.bind(source, tree) : priced(source, tree);
  }

  /** The values, as an export has them, so that the row reads the same when it comes back. */
  private List<String> failedCells(List<String> cells) {
    List<String> values = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      values.add(isDescription(i) ? Formulas.unescape(cells.get(i)) : text(cells.get(i)));
    }
    return failedColumns.cells(values);
  }

  private boolean isDescription(int cell) {
    return cell < columns.size() && ImportColumns.DESCRIPTION.equals(columns.property(cell));
  }

  private ProductRow bad(SourceRow source, List<String> cells, String message) {
    String sku = skuColumn < cells.size() ? text(cells.get(skuColumn)) : null;
    return ProductRow.bad(source, sku, null, message);
  }

  private String described(String error) {
    return error.equals(CsvRows.NOT_DECODED)
        ? "has bytes that are not "
            + form.charset()
            + ": save the file as UTF-8, or name its character set, as in"
            + " Content-Type: text/csv; charset=windows-1252"
        : error;
  }

  /** With a currency in the row the price is an amount, else that of the product decides. */
  private ProductRow priced(SourceRow source, ObjectNode tree) {
    FieldErrors errors = new FieldErrors();
    String cell = tree.path(ImportColumns.PRICE).textValue();
    JsonNode currency = tree.get(ImportColumns.CURRENCY);
    String code = currency == null ? null : currency.textValue();
    Price pending = null;
    try {
      boolean isJudged = code == null || CurrencyCode.Validator.isActive(code);
      if (isJudged) {
        Price price = Price.parse(cell, form.mark(), code);
        if (code == null) {
          pending = price;
        } else {
          tree.put(ImportColumns.UNIT_AMOUNT, price.in(code));
        }
      }
    } catch (Mismatch mismatch) {
      errors.add(ImportColumns.PRICE, mismatch.expected());
    }
    if (errors.isEmpty()) {
      tree.remove(ImportColumns.PRICE);
    }
    ProductRow row = fields.bind(source, tree, errors);
    return pending == null ? row : row.withPrice(pending);
  }

  private static JsonNode value(String property, String cell) {
    if (property.equals(ImportColumns.DESCRIPTION)) {
      return NODES.textNode(Formulas.unescape(cell));
    }
    String text = text(cell);
    return switch (property) {
      case ImportColumns.UNIT_AMOUNT, "stock" -> WholeNumber.of(text);
      case "is_active" -> flag(text);
      default -> NODES.textNode(text);
    };
  }

  private static JsonNode flag(String text) {
    if (text.equalsIgnoreCase("true")) {
      return NODES.booleanNode(true);
    }
    return text.equalsIgnoreCase("false") ? NODES.booleanNode(false) : NODES.textNode(text);
  }

  /** The cell without what stands around it; most have nothing there. */
  private static String text(String cell) {
    int length = cell.length();
    boolean isBare =
        length == 0 || (isVisibleAscii(cell.charAt(0)) && isVisibleAscii(cell.charAt(length - 1)));
    return Formulas.unescape(isBare ? cell : TextRules.trimmed(cell));
  }

  private static boolean isVisibleAscii(char c) {
    return c > ' ' && c < 0x7f;
  }

  /** The decimal mark of the current row's price, if it has one. */
  static Optional<Character> markIn(CsvRows row, int priceColumn) {
    if (row.isMalformed() || priceColumn < 0 || priceColumn >= row.cells()) {
      return Optional.empty();
    }
    @Nullable String cell = row.cell(priceColumn);
    return cell == null ? Optional.empty() : Price.markIn(text(cell));
  }
}
