package dev.gatehouse.platform.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of If-Match or If-None-Match (RFC 9110 13.1.1, 13.1.2). What cannot be parsed ends the
 * list. The suffix that Jetty gives to the tag of a packed answer is taken off.
 */
record TagList(boolean any, List<Tag> tags) {
  record Tag(boolean weak, String opaque) {}

  static TagList parse(@Nullable String header) {
    if (header == null) {
      return new TagList(false, List.of());
    }
    if (header.strip().equals("*")) {
      return new TagList(true, List.of());
    }
    List<Tag> tags = new ArrayList<>(2);
    int at = 0;
    while (at < header.length()) {
      char c = header.charAt(at);
      if (c == ' ' || c == '\t' || c == ',') {
        at++;
        continue;
      }
      boolean weak = header.startsWith("W/", at);
      int open = weak ? at + 2 : at;
      int close = header.indexOf('"', open + 1);
      if (open >= header.length() || header.charAt(open) != '"' || close < 0) {
        break;
      }
      String opaque = header.substring(open + 1, close);
      tags.add(
          new Tag(weak, opaque.endsWith(PackedAnswers.TAG_SUFFIX) ? unpacked(opaque) : opaque));
      at = close + 1;
    }
    return new TagList(false, tags);
  }

  private static String unpacked(String opaque) {
    return opaque.substring(0, opaque.length() - PackedAnswers.TAG_SUFFIX.length());
  }

  boolean matchesWeakly(EntityTag tag) {
    return any || tags.stream().anyMatch(one -> one.opaque().equals(tag.opaque()));
  }

  boolean matchesStrongly(EntityTag tag) {
    return any || tags.stream().anyMatch(one -> !one.weak() && one.opaque().equals(tag.opaque()));
  }
}
