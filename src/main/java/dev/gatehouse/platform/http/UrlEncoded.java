package dev.gatehouse.platform.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names and values in {@code application/x-www-form-urlencoded}, decoded strictly as UTF-8. A
 * character above 0x7F stands for the byte it came from.
 */
public final class UrlEncoded {
  private UrlEncoded() {}

  /** Two values of a name are enough to see that it was repeated. */
  private static final int MOST_VALUES = 2;

  /**
   * Returns the values, still encoded, by decoded name. Names that cannot be decoded or are not
   * wanted are left out, as a text can hold half a million.
   */
  public static Map<String, List<String>> parse(String text, Predicate<String> isWanted) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from);
      if (end < 0) {
        end = text.length();
      }
      add(text.substring(from, end), isWanted, values);
      from = end + 1;
    }
    return values;
  }

  /**
   * Searches the pair alone for an equals sign: searching the whole text for every pair would take
   * quadratic time.
   */
  private static void add(
      String pair, Predicate<String> isWanted, Map<String, List<String>> values) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    if (name != null && !name.isEmpty() && isWanted.test(name)) {
      List<String> sent = values.computeIfAbsent(name, key -> new ArrayList<>(1));
      if (sent.size() < MOST_VALUES) {
        sent.add(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
  }

  /** Returns the text, or null if an escape is broken or the bytes are not UTF-8. */
  public static @Nullable String decode(String encoded) {
    if (isPlain(encoded)) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        if (i + 2 >= encoded.length()) {
          return null;
        }
        int high = hex(encoded.charAt(i + 1));
        int low = hex(encoded.charAt(i + 2));
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else if (c <= 0xff) {
        bytes.write(c);
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '+' || c >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
