package dev.gatehouse.platform.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of a request head that Jetty refused or that ended too early. Jetty itself
 * makes up a method and a path for it and drops its headers.
 *
 * @param method null if the request line is not complete
 * @param path null if the request line is not complete or names no path
 */
public record PartialHead(@Nullable String method, @Nullable String path, HttpFields fields) {
  private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]+) ([!-~]+) HTTP/[0-9.]+");

  /** Reads the complete lines up to the first empty one. */
  static PartialHead of(String text) {
    String sent = text.stripLeading();
    List<String> lines =
        sent.substring(0, sent.lastIndexOf('\n') + 1)
            .lines()
            .takeWhile(line -> !line.isEmpty())
            .toList();
    HttpFields.Mutable fields = HttpFields.build();
    lines.stream().skip(1).forEach(line -> addField(fields, line));
    Matcher requestLine = REQUEST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
    return requestLine.matches()
        ? new PartialHead(requestLine.group(1), pathOf(requestLine.group(2)), fields)
        : new PartialHead(null, null, fields);
  }

  private static void addField(HttpFields.Mutable fields, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  private static @Nullable String pathOf(String target) {
    try {
      return HttpURI.from(target).getPath();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
