package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The token of an Authorization header (RFC 6750 2.1). */
final class BearerToken {
  private static final String SCHEME = "Bearer";

  private BearerToken() {}

  /** Returns the token, or null if there is no Bearer header. A malformed header is a 401. */
  static @Nullable String of(Enumeration<String> lines) {
    if (!lines.hasMoreElements()) {
      return null;
    }
    String line = lines.nextElement();
    if (!isBearer(line)) {
      return null;
    }
    String token = line.substring(SCHEME.length()).strip();
    if (lines.hasMoreElements() || token.isEmpty() || token.indexOf(' ') >= 0) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    return token;
  }

  private static boolean isBearer(String line) {
    return line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (line.length() == SCHEME.length() || line.charAt(SCHEME.length()) == ' ');
  }
}
