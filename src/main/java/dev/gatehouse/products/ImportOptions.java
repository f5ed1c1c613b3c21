package dev.gatehouse.products;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of an import as the client set them. Part of the job's payload.
 *
 * @param dryRun whether nothing is changed
 * @param ignoreUnknown whether foreign columns are passed over
 * @param map our property for each of their columns, see {@link ColumnMap}
 * @param decimal the decimal mark of prices; null if the file shows it
 */
record ImportOptions(
    boolean dryRun, boolean ignoreUnknown, Map<String, String> map, @Nullable String decimal) {
  static final ImportOptions NONE = new ImportOptions(false, false, Map.of(), null);
}
