package dev.gatehouse.users;

import java.util.Optional;

/**
 * A strict Punycode (RFC 3492) decoder; the JDK's rejects labels that are valid only in IDNA2008.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST = 0x80;

  private Punycode() {}

  /** Decodes the lower-case text after {@code xn--}; empty if it is invalid. */
  static Optional<String> decode(String text) {
    int dash = text.lastIndexOf('-');
    StringBuilder plain = new StringBuilder(text.substring(0, Math.max(dash, 0)));
    int at = dash < 0 ? 0 : dash + 1;
    int length = plain.length();
    int bias = FIRST_BIAS;
    long codePoint = FIRST;
    long index = 0;
    while (at < text.length()) {
      long before = index;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < text.length() ? digit(text.charAt(at++)) : -1;
        if (digit < 0) {
          return Optional.empty();
        }
        index += digit * weight;
        int threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE || index > Integer.MAX_VALUE) {
          return Optional.empty();
        }
      }
      length++;
      bias = adapted(index - before, length, before == 0);
      codePoint += index / length;
      index %= length;
      if (codePoint > Character.MAX_CODE_POINT
          || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
        return Optional.empty();
      }
      plain.insert(plain.offsetByCodePoints(0, (int) index), Character.toChars((int) codePoint));
      index++;
    }
    return length == Math.max(dash, 0) ? Optional.empty() : Optional.of(plain.toString());
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }

  private static int adapted(long delta, int length, boolean isFirst) {
    long rest = isFirst ? delta / DAMP : delta / 2;
    rest += rest / length;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
  }
}
