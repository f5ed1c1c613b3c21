package dev.gatehouse.platform.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a CSV is written.
 *
 * @param separator an ASCII character
 * @param position byte offset of the header
 * @param line physical line at that position, from 1
 */
public record CsvDialect(char separator, long position, long line) {
  /** How many bytes {@link #find} needs to see of a header of any length. */
  public static final int HEAD = Rows.MAX_ROW_BYTES + 1024;

  /** Commas, and the header comes first. */
  public static final CsvDialect RFC_4180 = new CsvDialect(',', 0, 1);

  private static final String SEPARATORS = ",;\t|";

  /** Not read, but recognized for a message. */
  private static final String OTHERS = ":~^#/ ";

  /** A first line by which Excel is told the separator. */
  private static final Pattern SEP_LINE =
      Pattern.compile(
          "\\A(?:\u00ef\u00bb\u00bf)?\"?sep=([ -!#-~\t])\"?(?:\r\n|\n|\r|\\z)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Finds the dialect: what a line {@code sep=…} says, or else the separator that splits the header
   * into most known names.
   *
   * @param head the beginning of the text in UTF-8
   */
  public static CsvDialect find(byte[] head, Predicate<String> isKnown) {
    int length = Math.min(head.length, 16);
    Matcher sepLine = SEP_LINE.matcher(new String(head, 0, length, StandardCharsets.ISO_8859_1));
    if (sepLine.find()) {
      return new CsvDialect(sepLine.group(1).charAt(0), sepLine.end(), 2);
    }
    return new CsvDialect(most(SEPARATORS, head, RFC_4180, isKnown).orElse(','), 0, 1);
  }

  /**
   * The separator that the header seems to have instead, if another one splits it into more known
   * names.
   */
  public Optional<Character> seemingSeparator(byte[] head, Predicate<String> isKnown) {
    return most(SEPARATORS + OTHERS, head, this, isKnown).filter(other -> other != separator);
  }

  /** Reads the rows from the header on. */
  public CsvRows rows(InputStream fromHeader) throws IOException {
    return new CsvRows(fromHeader, separator, position, line);
  }

  private static Optional<Character> most(
      String separators, byte[] head, CsvDialect start, Predicate<String> isKnown) {
    long most = known(head, start, isKnown);
    Optional<Character> best = Optional.empty();
    for (int i = 0; i < separators.length(); i++) {
      char separator = separators.charAt(i);
      long count = known(head, new CsvDialect(separator, start.position, start.line), isKnown);
      if (count > most) {
        most = count;
        best = Optional.of(separator);
      }
    }
    return best;
  }

  private static long known(byte[] head, CsvDialect dialect, Predicate<String> isKnown) {
    int from = Math.toIntExact(dialect.position);
    try {
      CsvRows rows = dialect.rows(new ByteArrayInputStream(head, from, head.length - from));
      return rows.advance() ? rows.row().cells().stream().filter(isKnown).count() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
