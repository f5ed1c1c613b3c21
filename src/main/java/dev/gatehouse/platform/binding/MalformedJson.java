package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;

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

  static MalformedJson at(CharSequence text, int offset, String reason) {
    long line = 1;
    int begin = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return new MalformedJson(line, offset - begin + 1L, reason);
  }

  /**
   * What the parser stumbled over; its own messages show the text.
   *
   * @param reached how far it had come, where the failure itself does not say
   */
  static MalformedJson of(
      JsonProcessingException failure, JsonLocation reached, CharSequence text) {
    JsonLocation location = failure.getLocation() == null ? reached : failure.getLocation();
    long offset = Math.max(0, Math.min(location.getCharOffset(), text.length()));
    return new MalformedJson(
        location.getLineNr(), location.getColumnNr(), reason(failure, text, (int) offset));
  }

  private static String reason(JsonProcessingException failure, CharSequence text, int offset) {
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
  private static boolean isBehindComma(CharSequence text, int offset) {
    int at = Math.min(offset, text.length() - 1);
    while (at > 0 && text.charAt(at) != '}' && text.charAt(at) != ']' && at > offset - 2) {
      at--;
    }
    if (at < 0 || (text.charAt(at) != '}' && text.charAt(at) != ']')) {
      return false;
    }
    do {
      at--;
    } while (at >= 0 && Character.isWhitespace(text.charAt(at)));
    return at >= 0 && text.charAt(at) == ',';
  }
}
