package dev.gatehouse.platform.http;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a whole body, unpacked, but never more of it than the limit. */
final class BodyBytes {
  /** The most bytes that a body may have, packed and unpacked. */
  static final int LIMIT = 1024 * 1024;

  private BodyBytes() {}

  static byte[] of(HttpServletRequest request) {
    try (InputStream body = BodyStream.of(request, LIMIT)) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Failure malformed() {
    return Failure.of(CommonCode.MALFORMED_JSON);
  }
}
