package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.csv.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads NDJSON, one value a line, in constant memory. Empty lines are none, and a byte order mark
 * at the beginning is passed over.
 */
public final class JsonLines {
  /** The longest line that is read, in bytes; whatever is longer counts as no JSON. */
  public static final int LONGEST = 64 * 1024;

  private final TextLines lines;
  private final StrictJson json = new StrictJson();

  public JsonLines(InputStream in) throws IOException {
    this.lines = TextLines.of(in, LONGEST);
  }

  /**
   * A line.
   *
   * @param number counted from 1
   * @param value empty if it is no JSON
   */
  public record Line(long number, Optional<JsonNode> value) {}

  /** The next line; empty at the end. */
  public Optional<Line> next() throws IOException {
    if (!lines.advance()) {
      return Optional.empty();
    }
    Optional<JsonNode> value = lines.isTooLong() ? Optional.empty() : json.parse(lines.bytes());
    return Optional.of(new Line(lines.number(), value));
  }
}
