package dev.gatehouse.platform.logging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds a line of the log as UTF-8 JSON. No value can break out of its string or line. Not
 * thread-safe.
 */
public final class LogLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[512];
  private int size;

  public LogLine() {
    put('{');
  }

  /** Adds a string. The name must need no escaping. */
  public LogLine text(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  /** Adds a string, or nothing for null. */
  public LogLine textIfPresent(String name, @Nullable String value) {
    return value == null ? this : text(name, value);
  }

  public LogLine number(String name, long value) {
    name(name);
    digits(value);
    return this;
  }

  /** Adds a duration in milliseconds with three decimals. */
  public LogLine millis(String name, long nanos) {
    name(name);
    long micros = Math.max(0, nanos) / 1000;
    digits(micros / 1000);
    put('.');
    padded((int) (micros % 1000), 3);
    return this;
  }

  /** Adds a time as RFC 3339 in UTC with microseconds. */
  public LogLine time(String name, Instant at) {
    name(name);
    put('"');
    date(at);
    put('"');
    return this;
  }

  /** Adds a value of any type. The name is escaped, and numbers and booleans stay such. */
  public LogLine value(String name, @Nullable Object value) {
    if (size > 1) {
      put(',');
    }
    string(name);
    put(':');
    if (value == null) {
      ascii("null");
    } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      digits(((Number) value).longValue());
    } else if (value instanceof Boolean
        || (value instanceof Double number && Double.isFinite(number))) {
      ascii(value.toString());
    } else {
      string(value.toString());
    }
    return this;
  }

  /** Ends the line; no more members can be added. */
  LogLine end() {
    put('}');
    put('\n');
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private void name(String name) {
    if (size > 1) {
      put(',');
    }
    put('"');
    ascii(name);
    put('"');
    put(':');
  }

  private void string(String value) {
    put('"');
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        put(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
        utf8(Character.toCodePoint(c, value.charAt(i)));
      } else {
        special(c);
      }
    }
    put('"');
  }

  private void special(char c) {
    switch (c) {
      case '"', '\\' -> {
        put('\\');
        put(c);
      }
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> {
        // also escapes line separators that some readers honour, and characters that reorder or
        // hide text
        if (c < 0xA0
            || c == '\u2028'
            || c == '\u2029'
            || Character.getType(c) == Character.FORMAT) {
          ascii("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[(c >> shift) & 15]);
          }
        } else {
          utf8(Character.isSurrogate(c) ? REPLACEMENT : c);
        }
      }
    }
  }

  private void utf8(int codePoint) {
    if (codePoint < 0x800) {
      put(0xC0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        put(0xE0 | (codePoint >> 12));
      } else {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
      }
      put(0x80 | ((codePoint >> 6) & 0x3F));
    }
    put(0x80 | (codePoint & 0x3F));
  }

  private void date(Instant at) {
    long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
    int second = (int) Math.floorMod(at.getEpochSecond(), 86_400L);
    // converts days to a Gregorian date, with years that start in March
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    int ofEra = (int) (shifted - era * 146_097);
    int year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    padded((int) (year + era * 400) + (month <= 2 ? 1 : 0), 4);
    put('-');
    padded(month, 2);
    put('-');
    padded(ofYear - (153 * fromMarch + 2) / 5 + 1, 2);
    put('T');
    padded(second / 3600, 2);
    put(':');
    padded(second / 60 % 60, 2);
    put(':');
    padded(second % 60, 2);
    put('.');
    padded(at.getNano() / 1000, 6);
    put('Z');
  }

  private void padded(int value, int width) {
    int rest = value;
    ensureRoom(width);
    for (int i = size + width - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += width;
  }

  private void digits(long value) {
    if (value >= 0 && value < 10_000) {
      padded((int) value, value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : 4);
    } else {
      ascii(Long.toString(value));
    }
  }

  @SuppressWarnings("deprecation")
  private void ascii(String text) {
    int length = text.length();
    ensureRoom(length);
    // deprecated, but the only copy without an array, and correct for ASCII
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  private void put(int b) {
    if (size == bytes.length) {
      ensureRoom(1);
    }
    bytes[size++] = (byte) b;
  }

  private void ensureRoom(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
