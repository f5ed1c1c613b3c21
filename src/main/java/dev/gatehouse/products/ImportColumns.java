package dev.gatehouse.products;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.csv.CsvRow;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.problems.Failure;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The header of a CSV: property names in any order. */
final class ImportColumns {
  private static final List<String> REQUIRED = List.of("sku", "name", "unit_amount", "currency");

  /** An export can be imported again. */
  private static final Set<String> KNOWN = Set.copyOf(ProductExport.HEADER);

  private ImportColumns() {}

  /**
   * Reads the columns in their order.
   *
   * @throws Failure {@code validation}, which names each unknown, repeated or missing column
   */
  static List<String> read(CsvRows rows) throws IOException {
    if (!rows.advance()) {
      throw Failure.invalid("body", "must begin with a header line");
    }
    CsvRow header = rows.row();
    if (header.error() != null) {
      throw Failure.invalid("body", "has a header line that " + header.error());
    }
    FieldErrors errors = new FieldErrors();
    Set<String> seen = new HashSet<>();
    for (String name : header.cells()) {
      if (!KNOWN.contains(name)) {
        errors.add(name, "is not a known column");
      } else if (!seen.add(name)) {
        errors.add(name, "must not be repeated");
      }
    }
    REQUIRED.stream()
        .filter(name -> !seen.contains(name))
        .forEach(name -> errors.add(name, "must be a column"));
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.list());
    }
    return header.cells();
  }
}
