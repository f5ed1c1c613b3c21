package dev.gatehouse.platform.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param line the number of its first physical line, from 1
 * @param lastLine the number of its last one
 * @param error what is wrong, as a predicate, or null; if set, cells may be missing
 */
public record CsvRow(long line, long lastLine, List<String> cells, @Nullable String error) {}
