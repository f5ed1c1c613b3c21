package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.http.PublicPath;
import dev.gatehouse.platform.http.UrlEncoded;
import jakarta.servlet.http.HttpServletRequest;

/** Builds the link to the next page (RFC 8288): the same request with another cursor. */
public final class NextLink {
  private static final String CURSOR = "cursor=";

  private NextLink() {}

  public static String of(HttpServletRequest request, PublicPath publicPath, String cursor) {
    String path = publicPath.of(request.getRequestURI());
    StringBuilder link = new StringBuilder("<").append(path).append('?');
    String query = request.getQueryString();
    if (query != null) {
      for (String part : query.split("&", -1)) {
        if (!part.isEmpty() && !isCursor(part)) {
          link.append(escaped(part)).append('&');
        }
      }
    }
    return link.append(CURSOR).append(cursor).append(">; rel=\"next\"").toString();
  }

  private static boolean isCursor(String part) {
    int end = part.indexOf('=');
    return CURSOR.equals(UrlEncoded.decode(end < 0 ? part : part.substring(0, end)) + "=");
  }

  private static String escaped(String part) {
    StringBuilder safe = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c <= ' ' || c == '<' || c == '>' || c == '"' || c >= 0x7f) {
        safe.append(String.format("%%%02X", c & 0xff));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }
}
