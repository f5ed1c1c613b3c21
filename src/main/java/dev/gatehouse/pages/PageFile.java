package dev.gatehouse.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of the jar that browsers get. */
record PageFile(String text) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  static PageFile read(String name) {
    try (InputStream file = PageFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("There is no resource " + name);
      }
      return new PageFile(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with values in place of their names in braces; nothing in them is markup. */
  PageFile fill(Map<String, String> values) {
    return new PageFile(
        NAME.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(escape(value(found.group(1), values)))));
  }

  private static String value(String name, Map<String, String> values) {
    return Objects.requireNonNull(values.get(name), name);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
