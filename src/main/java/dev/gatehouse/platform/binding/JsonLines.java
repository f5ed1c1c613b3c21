package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.csv.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads NDJSON, one value per line, in constant memory. Skips empty lines and a byte order mark at
 * the beginning.
 */
public final class JsonLines {
  /** The maximum length of a line in bytes. A longer one counts as invalid JSON. */
  public static final int MAX_LINE_BYTES = 64 * 1024;

  private final TextLines lines;
  private final StrictJson json = new StrictJson();

  public JsonLines(InputStream in) throws IOException {
    this.lines = TextLines.of(in, MAX_LINE_BYTES);
  }

  /**
   * A line.
   *
   * @param number counted from 1
   * @param value empty if the line is not valid JSON
   */
  public record Line(long number, Optional<JsonNode> value) {}

  /** Returns the next line, or empty at the end. */
  public Optional<Line> next() throws IOException {
    if (!lines.advance()) {
      return Optional.empty();
    }
    Optional<JsonNode> value = lines.isTooLong() ? Optional.empty() : json.parse(lines.bytes());
    return Optional.of(new Line(lines.number(), value));
  }
}
