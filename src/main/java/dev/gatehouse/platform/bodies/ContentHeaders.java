package dev.gatehouse.platform.bodies;

import dev.gatehouse.platform.http.RequestHeaders;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;

/** Reads the headers that describe a request body. */
public final class ContentHeaders {
  private ContentHeaders() {}

  /** Whether the body is gzipped; another coding is a 415 (RFC 9110 8.4). */
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
