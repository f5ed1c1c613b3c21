package dev.gatehouse.products;

import dev.gatehouse.platform.csv.CsvDialect;
import dev.gatehouse.platform.csv.TextCharset;
import org.jspecify.annotations.Nullable;

/**
 * The form of a CSV as detected at its upload. Part of the job's payload.
 *
 * @param charset of the original; the stored upload is UTF-8
 * @param separator see {@link CsvDialect}
 * @param position see {@link CsvDialect}
 * @param line see {@link CsvDialect}
 * @param decimal the decimal mark of prices; null if none has one
 */
record ImportForm(
    String charset, String separator, long position, long line, @Nullable String decimal) {
  /** The form of uploads that were stored without one. */
  static final ImportForm RFC_4180 = of(TextCharset.UTF_8, CsvDialect.RFC_4180, null);

  static ImportForm of(TextCharset charset, CsvDialect dialect, @Nullable Character mark) {
    return new ImportForm(
        charset.label(),
        String.valueOf(dialect.separator()),
        dialect.position(),
        dialect.line(),
        mark == null ? null : mark.toString());
  }

  CsvDialect dialect() {
    return new CsvDialect(separator.charAt(0), position, line);
  }

  /** The decimal mark of prices; null if none has one. */
  @Nullable Character mark() {
    return decimal == null ? null : decimal.charAt(0);
  }
}
