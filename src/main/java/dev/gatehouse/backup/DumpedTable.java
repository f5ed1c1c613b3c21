package dev.gatehouse.backup;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as it is dumped.
 *
 * @param columns all but those that are generated from others
 */
record DumpedTable(String name, List<String> columns) {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  DumpedTable {
    columns = List.copyOf(columns);
    if (!isIdentifier(name) || !columns.stream().allMatch(DumpedTable::isIdentifier)) {
      throw new IllegalArgumentException("must be an identifier");
    }
  }

  private static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }
}
