package dev.gatehouse.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent of the head of its request: Jetty keeps nothing of one that it refuses, or
 * that ends too early, and makes up a method and a path for it. Confined to the connection's
 * thread.
 */
public final class PartialHead {
  private final HttpFields.Mutable fields = HttpFields.build();
  private @Nullable String method;
  private @Nullable String target;

  /** Forgets the head before. */
  void begin() {
    fields.clear();
    method = null;
    target = null;
  }

  void requestLine(String sentMethod, String sentTarget) {
    method = sentMethod;
    target = sentTarget;
  }

  /** Keeps a header if it matters to the answer to a refused head. */
  void add(HttpField field) {
    HttpHeader header = field.getHeader();
    if (header == HttpHeader.ORIGIN
        || header == HttpHeader.X_FORWARDED_FOR
        || (header == null
            && (field.is(ResponseHeaders.REQUEST_ID) || field.is(ResponseHeaders.TRACEPARENT)))) {
      fields.add(field);
    }
  }

  /**
   * Adds such headers of what the parser was given when it refused, which may be more than it read.
   *
   * @param fromTheStart whether the bytes begin with the request line
   */
  void addUnparsed(ByteBuffer bytes, boolean fromTheStart) {
    HttpFields parsed = fromTheStart ? HttpFields.EMPTY : fields.asImmutable();
    if (fromTheStart) {
      fields.clear();
    }
    String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    int end = text.indexOf("\r\n\r\n");
    text.substring(0, end < 0 ? text.length() : end)
        .lines()
        .skip(1)
        .forEach(line -> addLine(line, parsed));
  }

  private void addLine(String line, HttpFields parsed) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(0, colon));
    if (!name.isEmpty() && !parsed.contains(name)) {
      HttpHeader header = HttpHeader.CACHE.get(name);
      String value = line.substring(colon + 1).strip();
      add(header == null ? new HttpField(name, value) : new HttpField(header, value));
    }
  }

  /** The headers that matter to an answer from outside the resources. */
  HttpFields fields() {
    return fields;
  }

  /** Null if the request line never came whole. */
  @Nullable
  public String method() {
    return method;
  }

  /** Null if the request line never came whole, or names no path. */
  @Nullable
  public String path() {
    try {
      return target == null ? null : HttpURI.from(target).getPath();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
