package dev.gatehouse.platform.http;

import jakarta.servlet.http.HttpServletRequest;

/** The bytes of the body that a resource method's record was read from, unpacked. */
public final class RequestBody {
  static final String ATTRIBUTE = "dev.gatehouse.request-body";

  private static final byte[] NONE = {};

  private RequestBody() {}

  /** The bytes; none if the method reads no record. */
  public static byte[] of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof byte[] bytes ? bytes : NONE;
  }
}
