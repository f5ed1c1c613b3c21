package dev.gatehouse.products;

import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.csv.CsvText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a file of failed rows: the named ones of the upload, in their order, and then the
 * reason. An upload that is such a file itself has a reason already, which is left out.
 */
final class FailedRowColumns {
  /** Ignored on import. */
  static final String ERROR = "error";

  private final List<String> header;
  private final List<Integer> kept;

  /**
   * Creates the columns.
   *
   * @param header of the upload, as it was read
   */
  FailedRowColumns(List<String> header) {
    this.header = header;
    this.kept =
        IntStream.range(0, header.size()).filter(i -> isKept(header.get(i))).boxed().toList();
  }

  private static boolean isKept(String name) {
    String trimmed = TextRules.trimmed(name);
    return !trimmed.isEmpty() && !trimmed.equalsIgnoreCase(ERROR);
  }

  /** The beginning of the file. */
  String header() {
    List<String> names = new ArrayList<>(kept.stream().map(header::get).toList());
    names.add(ERROR);
    StringBuilder text = new StringBuilder(CsvText.BOM);
    CsvText.append(text, names);
    return text.toString();
  }

  /**
   * Returns the cells of a row in these columns: empty ones for those that it lacks, and surplus
   * ones behind a comma in the last, so that no value is lost.
   *
   * @param values of the row as read, without escapes
   */
  List<String> cells(List<String> values) {
    List<String> cells = new ArrayList<>(kept.size());
    for (int column : kept) {
      cells.add(column < values.size() ? values.get(column) : "");
    }
    if (values.size() > header.size() && !cells.isEmpty()) {
      List<String> surplus = values.subList(header.size(), values.size());
      int last = cells.size() - 1;
      cells.set(last, cells.get(last) + "," + String.join(",", surplus));
    }
    return cells;
  }

  /** Appends a line of the file. */
  static void append(StringBuilder text, FailedRow row) {
    List<String> cells = new ArrayList<>(row.cells());
    cells.add(row.error().message());
    CsvText.append(text, cells);
  }
}
