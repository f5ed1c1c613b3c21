package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;

/**
 * Where a text is no JSON, and why. It never repeats what stands there, which may be a password.
 */
public final class MalformedJson extends Exception {
  private final String told;

  MalformedJson(long line, long column, String reason) {
    this("Line " + line + ", column " + column + ": " + reason);
  }

  private MalformedJson(String told) {
    super(told, null, false, false);
    this.told = told;
  }

  /** Line, column and reason, for whoever sent the text. */
  public String told() {
    return told;
  }

  /**
   * What the parser stumbled over; its own messages show the text.
   *
   * @param reached how far it had come, where the failure itself does not say
   * @param text from its beginning
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
      return "this is nested too deeply, or a number is too long";
    }
    if (failure instanceof JsonEOFException) {
      return "the text ends before the JSON does";
    }
    if (!(failure instanceof StreamReadException)) {
      return "something follows the JSON";
    }
    if (failure.getOriginalMessage().startsWith("Duplicate field")) {
      return "a key is given twice";
    }
    return isBehindComma(text, offset) ? "a comma is followed by no value" : "this is not JSON";
  }

  /** Whether a closing bracket stands there, or just before, and a comma before that. */
  private static boolean isBehindComma(Reader text, long offset) throws IOException {
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
