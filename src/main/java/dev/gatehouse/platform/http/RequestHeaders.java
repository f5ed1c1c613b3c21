package dev.gatehouse.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reads request headers. */
public final class RequestHeaders {
  private RequestHeaders() {}

  /** The value of a header, or null; several lines are joined into one list (RFC 9110 5.3). */
  public static @Nullable String valueOf(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders(name);
    if (!lines.hasMoreElements()) {
      return null;
    }
    String first = lines.nextElement();
    if (!lines.hasMoreElements()) {
      return first;
    }
    StringBuilder list = new StringBuilder(first);
    while (lines.hasMoreElements()) {
      list.append(',').append(lines.nextElement());
    }
    return list.toString();
  }
}
