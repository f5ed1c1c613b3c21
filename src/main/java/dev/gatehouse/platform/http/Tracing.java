package dev.gatehouse.platform.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The ids of a request: its own and that of its trace. */
final class Tracing {
  private static final int PARENT_LENGTH = 55;

  private Tracing() {}

  /** A new request id; it need not be unguessable. */
  static String newRequestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | (1L << 63);
    return new UUID(high, low).toString();
  }

  /** Whether a client's request id is accepted. */
  static boolean isRequestId(@Nullable String value) {
    if (value == null || value.isEmpty() || value.length() > 128) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.'
              || c == '_';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** The trace id of a traceparent (W3C Trace Context 3.2.2), or null if it is not valid. */
  static @Nullable String traceId(@Nullable String parent) {
    if (parent == null
        || parent.length() < PARENT_LENGTH
        || parent.charAt(2) != '-'
        || parent.charAt(35) != '-'
        || parent.charAt(52) != '-'
        || !isHex(parent, 0, 2)
        || !isHex(parent, 53, PARENT_LENGTH)
        || parent.startsWith("ff")) {
      return null;
    }
    // later versions may add fields, this one has none
    boolean longer = parent.length() > PARENT_LENGTH;
    if (longer && (parent.startsWith("00") || parent.charAt(PARENT_LENGTH) != '-')) {
      return null;
    }
    boolean ids = isId(parent, 3, 35) && isId(parent, 36, 52);
    return ids ? parent.substring(3, 35) : null;
  }

  private static boolean isId(String text, int from, int to) {
    if (!isHex(text, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
