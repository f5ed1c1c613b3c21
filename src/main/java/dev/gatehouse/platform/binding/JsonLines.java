package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads NDJSON, one value a line, in constant memory. Empty lines are none, and a byte order mark
 * at the beginning is passed over.
 */
public final class JsonLines {
  /** The longest line that is read, in bytes; whatever is longer counts as no JSON. */
  public static final int LONGEST = 64 * 1024;

  private static final int END = -1;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final StrictJson json = new StrictJson();
  private long number;

  public JsonLines(InputStream in) throws IOException {
    this.in = new BufferedInputStream(in, LONGEST);
    passOverMark();
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
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != END) {
      boolean tooLong = false;
      line.reset();
      number++;
      while (next != END && next != '\n') {
        if (line.size() < LONGEST) {
          line.write(next);
        } else {
          tooLong = true;
        }
        next = in.read();
      }
      if (tooLong) {
        return Optional.of(new Line(number, Optional.empty()));
      }
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return Optional.of(new Line(number, json.parse(bytes)));
      }
      next = next == END ? END : in.read();
    }
    return Optional.empty();
  }

  private void passOverMark() throws IOException {
    in.mark(MARK.length);
    byte[] first = in.readNBytes(MARK.length);
    if (!Arrays.equals(first, MARK)) {
      in.reset();
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
