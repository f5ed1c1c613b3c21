package dev.gatehouse.platform.csv;

import java.util.List;

/** Writes CSV. */
public final class CsvText {
  /** The byte order mark, without which spreadsheets do not take a file for UTF-8. */
  public static final String BOM = "\ufeff";

  private CsvText() {}

  /**
   * Appends a row and its line end. Cells are quoted where necessary and escaped by {@link
   * Formulas}.
   */
  public static void append(StringBuilder text, List<String> cells) {
    String comma = "";
    for (String cell : cells) {
      text.append(comma);
      comma = ",";
      appendCell(text, Formulas.escape(cell));
    }
    text.append("\r\n");
  }

  private static void appendCell(StringBuilder text, String cell) {
    if (isPlain(cell)) {
      text.append(cell);
    } else {
      text.append('"').append(cell.replace("\"", "\"\"")).append('"');
    }
  }

  private static boolean isPlain(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return false;
      }
    }
    return true;
  }
}
