package dev.gatehouse.products;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.csv.CsvDialect;
import dev.gatehouse.platform.csv.CsvRow;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.platform.csv.EncodingGuess;
import dev.gatehouse.platform.csv.TextCharset;
import dev.gatehouse.platform.problems.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CSV that is being uploaded. Its header is judged from its beginning; its rows are counted while
 * they come in, and the first price with a decimal mark is found.
 */
final class UploadedCsv {
  private final TextCharset charset;
  private final ImportOptions options;
  private final byte[] original;
  private final byte[] head;
  private final CsvDialect dialect;
  private final ImportColumns columns;
  private final CsvRows rows;
  private @Nullable Character mark;

  /**
   * Reads the header.
   *
   * @param original the first bytes of the upload as it was sent
   * @throws Failure {@code validation}, which tells what is wrong with it
   */
  UploadedCsv(InputStream utf8, byte[] original, TextCharset charset, ImportOptions options)
      throws IOException {
    this.charset = charset;
    this.options = options;
    this.original = original;
    this.head = utf8.readNBytes(CsvDialect.HEAD);
    Predicate<String> isKnown = name -> ImportColumns.isKnown(name, options);
    this.dialect = CsvDialect.find(head, isKnown);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), utf8);
    whole.skipNBytes(dialect.position());
    this.rows = dialect.rows(whole);
    this.columns = columns(isKnown);
    String decimal = options.decimal();
    this.mark = decimal == null ? null : Character.valueOf(decimal.charAt(0));
  }

  private ImportColumns columns(Predicate<String> isKnown) throws IOException {
    if (!rows.advance()) {
      throw Failure.invalid("body", "must begin with a header line").withDetail(expected());
    }
    CsvRow header = rows.row();
    if (header.error() != null) {
      throw Failure.invalid("body", "has a header line that " + header.error())
          .withDetail(expected() + encoding());
    }
    FieldErrors errors = new FieldErrors();
    ImportColumns read = new ImportColumns(header.cells(), options, errors);
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.list()).withDetail(expected() + found(read, isKnown));
    }
    return read;
  }

  private String expected() {
    return "Expected a line of column names in "
        + charset.label()
        + ", separated by "
        + nameOf(dialect.separator())
        + (dialect.line() > 1 ? " as its sep= line says" : "")
        + ": sku, and any of "
        + ImportColumns.PROPERTIES.stream().skip(1).collect(Collectors.joining(", "))
        + ".";
  }

  private String found(ImportColumns read, Predicate<String> isKnown) {
    String seeming =
        dialect
            .seemingSeparator(head, isKnown)
            .map(other -> " The columns seem to be separated by " + nameOf(other) + ".")
            .orElse("");
    List<String> foreign = read.foreign();
    boolean isJson = head.length > 0 && (head[0] == '{' || head[0] == '[');
    if (isJson) {
      return " The file seems to be JSON; send one object on each line as application/x-ndjson.";
    }
    return foreign.isEmpty() || !seeming.isEmpty()
        ? seeming + encoding()
        : encoding()
            + " Not known: "
            + foreign.stream().limit(10).map(RowMessages::shown).collect(Collectors.joining(", "))
            + ". ?unknown=ignore passes over such columns, and ?map=Theirs:ours renames them.";
  }

  private String encoding() {
    return EncodingGuess.instead(original, charset)
        .map(guess -> " The file seems to be " + guess + ".")
        .orElse("");
  }

  private static String nameOf(char separator) {
    return switch (separator) {
      case '\t' -> "tabs";
      case ' ' -> "blanks";
      default -> "'" + separator + "'";
    };
  }

  ImportColumns columns() {
    return columns;
  }

  /** Reads the rest of the upload and returns the number of rows. */
  long count() throws IOException {
    int priceColumn = columns.indexOf(ImportColumns.PRICE);
    long count = 0;
    while (columns.advance(rows)) {
      count++;
      if (mark == null && priceColumn >= 0) {
        mark = CsvProducts.markIn(rows, priceColumn).orElse(null);
      }
    }
    return count;
  }

  /** The detected form, after {@link #count}. */
  ImportForm form() {
    return ImportForm.of(charset, dialect, mark);
  }
}
