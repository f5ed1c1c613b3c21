package dev.gatehouse.platform.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param line the number of its first physical line, from 1
 * @param fault what is wrong with it, as the second half of a sentence, or null; its cells may then
 *     be incomplete
 */
public record CsvRow(long line, List<String> cells, @Nullable String fault) {}
