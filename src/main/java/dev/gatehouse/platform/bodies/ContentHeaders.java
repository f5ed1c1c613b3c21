package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.http.ContentType;
import dev.gatehouse.platform.http.RequestHeaders;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the head of a request says of its body. */
public final class ContentHeaders {
  private static final String JSON = "application/json";

  private ContentHeaders() {}

  /** Refuses with 415 any body, or none, that is not of one of the media types, in UTF-8. */
  public static void checkType(@Nullable String contentType, List<String> allowed) {
    if (contentType == null || !isAllowed(contentType, allowed)) {
      throw Failure.of(
          CommonCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type: " + String.join(" or ", allowed));
    }
  }

  private static boolean isAllowed(String contentType, List<String> allowed) {
    if (contentType.equals(JSON) && allowed.contains(JSON)) {
      return true;
    }
    String[] parts = contentType.split(";", -1);
    if (!allowed.contains(mediaType(parts[0]))) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      if (!isUtf8(parts[i].strip().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a parameter names no charset but UTF-8 (RFC 9110 5.6.6, also with stray blanks). */
  private static boolean isUtf8(String parameter) {
    int equals = parameter.indexOf('=');
    if (!parameter.substring(0, Math.max(0, equals)).strip().equals("charset")) {
      return true;
    }
    String value = parameter.substring(equals + 1).strip();
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String charset = quoted ? value.substring(1, value.length() - 1) : value;
    return charset.equals("utf-8") || charset.equals("utf8");
  }

  /** The type of a body that {@link #checkType} has let pass. */
  public static ContentType typeOf(@Nullable String contentType) {
    return new ContentType(contentType == null ? "" : mediaType(contentType.split(";", -1)[0]));
  }

  private static String mediaType(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the body is packed with gzip; another coding is a 415 (RFC 9110 8.4). */
  public static boolean isGzipped(HttpServletRequest request) {
    String coding = RequestHeaders.valueOf(request, "Content-Encoding");
    if (coding == null || coding.isEmpty() || coding.equalsIgnoreCase("identity")) {
      return false;
    }
    if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
      return true;
    }
    throw Failure.of(CommonCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding: gzip, or none");
  }
}
