package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;

/**
 * Says where and why a text is not JSON. It never quotes the text, which may contain a password.
 */
public final class MalformedJson extends Exception {
  private final long column;
  private final String reason;

  MalformedJson(long line, long column, String reason) {
    super("Line " + line + ", column " + column + ": " + reason, null, false, false);
    this.column = column;
    this.reason = reason;
  }

  /** Line, column and reason, for the sender of the text. */
  public String explanation() {
    return String.valueOf(getMessage());
  }

  /** Column and reason, for the sender of a single line. */
  public String inLine() {
    return "column " + column + ": " + reason;
  }

  /**
   * Describes a failure of the parser, whose own messages quote the text.
   *
   * @param reached the parser's position, used if the failure has none
   * @param text from the beginning
   */
  static MalformedJson of(JsonProcessingException failure, JsonLocation reached, Reader text)
      throws IOException {
    JsonLocation location = failure.getLocation() == null ? reached : failure.getLocation();
    return new MalformedJson(
        location.getLineNr(),
        location.getColumnNr(),
        reason(failure, text, location.getCharOffset()));
  }

  private static String reason(JsonProcessingException failure, Reader text, long offset)
      throws IOException {
    if (failure instanceof StreamConstraintsException) {
      return "it is nested too deeply, or a number is too long";
    }
    if (failure instanceof JsonEOFException) {
      return "the text ends before the JSON does";
    }
    if (!(failure instanceof StreamReadException)) {
      return "there is text after the JSON value";
    }
    if (failure.getOriginalMessage().startsWith("Duplicate field")) {
      return "a key is given twice";
    }
    return followsComma(text, offset) ? "there is a trailing comma" : "this is not JSON";
  }

  /** Whether a closing bracket at or just before the offset follows a comma. */
  private static boolean followsComma(Reader text, long offset) throws IOException {
    char[] piece = new char[4096];
    boolean found = false;
    char last = 0;
    long at = 0;
    for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
      for (int i = 0; i < count && at <= offset; i++, at++) {
        if (at >= offset - 2 && (piece[i] == '}' || piece[i] == ']')) {
          found = last == ',';
        }
        last = Character.isWhitespace(piece[i]) ? last : piece[i];
      }
    }
    return found;
  }
}
