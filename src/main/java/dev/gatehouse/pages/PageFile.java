package dev.gatehouse.pages;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page template in the jar. */
record PageFile(String text) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  static PageFile read(String name) {
    return new PageFile(new String(Asset.readPage(name), StandardCharsets.UTF_8));
  }

  /** Replaces placeholders in braces with HTML-escaped values. */
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
