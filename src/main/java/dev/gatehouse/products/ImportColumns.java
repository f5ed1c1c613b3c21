package dev.gatehouse.products;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.Formulas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header of a CSV: which property each cell of a row is. */
final class ImportColumns {
  static final String SKU = "sku";
  static final String PRICE = "price";
  static final String UNIT_AMOUNT = "unit_amount";
  static final String DESCRIPTION = "description";
  static final String CURRENCY = "currency";

  /** The properties that a column can hold; other columns are passed over. */
  static final List<String> PROPERTIES =
      List.of(SKU, "name", DESCRIPTION, UNIT_AMOUNT, PRICE, CURRENCY, "stock", "is_active");

  private static final String NAMELESS = "";

  private final List<String> header;
  private final List<@Nullable String> properties;

  /**
   * Reads a header.
   *
   * @param errors gets each column that is unknown, repeated or missing
   */
  ImportColumns(List<String> header, ImportOptions options, FieldErrors errors) {
    this.header = header.stream().map(Formulas::unescape).toList();
    this.properties = new ArrayList<>(header.size());
    Set<String> seen = new HashSet<>();
    Set<String> mapped = new HashSet<>();
    for (String name : this.header) {
      String column = normalized(name);
      String property = propertyOf(column, options);
      properties.add(property);
      if (property == null) {
        if (!options.ignoreUnknown()) {
          errors.add(TextRules.trimmed(name), "is not a known column");
        }
      } else if (!property.equals(NAMELESS) && !seen.add(property)) {
        addRepeated(property, options, errors);
      }
      mapped.add(column);
    }
    options.map().keySet().stream()
        .filter(column -> !mapped.contains(column))
        .forEach(column -> errors.add("map", "names '" + column + "', which is no column here"));
    if (!seen.contains(SKU)) {
      errors.add(SKU, "must be a column");
    }
    if (seen.contains(PRICE) && seen.contains(UNIT_AMOUNT)) {
      errors.add(PRICE, "must not be a column beside unit_amount");
    }
  }

  private static void addRepeated(String property, ImportOptions options, FieldErrors errors) {
    if (options.map().containsValue(property)) {
      errors.add("map", "would give the file two columns for " + property);
    } else {
      errors.add(property, "must not be repeated");
    }
  }

  /** Column names are compared in this form. */
  static String normalized(String name) {
    return TextRules.trimmed(name).toLowerCase(Locale.ROOT);
  }

  /** Whether a name, {@link #normalized}, is one that a file may have. */
  static boolean isProperty(String name) {
    return PROPERTIES.contains(name) || ProductFields.IGNORED.contains(name);
  }

  /** Whether a header may have the name. */
  static boolean isKnown(String name, ImportOptions options) {
    String property = propertyOf(normalized(Formulas.unescape(name)), options);
    return property != null && !property.equals(NAMELESS);
  }

  private static @Nullable String propertyOf(String column, ImportOptions options) {
    String mapped = options.map().get(column);
    if (mapped != null) {
      return mapped;
    }
    return column.isEmpty() ? NAMELESS : isProperty(column) ? column : null;
  }

  /** Moves to the next row that is not blank. Returns false at the end. */
  boolean advance(CsvRows rows) throws IOException {
    do {
      if (!rows.advance()) {
        return false;
      }
    } while (isBlank(rows));
    return true;
  }

  /** Whether all known cells are blank. */
  private boolean isBlank(CsvRows rows) {
    if (rows.isMalformed()) {
      return false;
    }
    for (int i = 0; i < Math.min(size(), rows.cells()); i++) {
      if (isKnown(i) && !isBlank(rows, i)) {
        return false;
      }
    }
    return rows.cells() <= size() || areBlankFrom(size(), rows);
  }

  private static boolean areBlankFrom(int first, CsvRows rows) {
    for (int i = first; i < rows.cells(); i++) {
      if (!isBlank(rows, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(CsvRows rows, int cell) {
    if (rows.startsVisibly(cell)) {
      return false;
    }
    String text = rows.cell(cell);
    return text != null && TextRules.trimmed(text).isEmpty();
  }

  int size() {
    return properties.size();
  }

  /** The names of all columns, as they were read. */
  List<String> header() {
    return header;
  }

  /** The property of a cell, or null if it is passed over. */
  @Nullable String property(int cell) {
    return properties.get(cell);
  }

  /** The column of a property, or -1. */
  int indexOf(String property) {
    return properties.indexOf(property);
  }

  boolean isNameless(int cell) {
    return NAMELESS.equals(properties.get(cell));
  }

  private boolean isKnown(int cell) {
    return properties.get(cell) != null && !isNameless(cell);
  }

  /** The columns that are foreign. */
  List<String> foreign() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (properties.get(i) == null) {
        names.add(TextRules.trimmed(header.get(i)));
      }
    }
    return names;
  }
}
