package dev.gatehouse.platform.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks the segments of a path of no known route that look like an address or a token, which people
 * put there by mistake, before it is logged.
 */
final class MaskedPath {
  private static final String MASK = "***";
  private static final int MAX_LENGTH = 300;
  private static final int MAX_LAYERS = 4;

  /** Includes the full-width signs of some keyboards. */
  private static final Pattern ADDRESS = Pattern.compile("[@\uFF20\uFE6B]");

  /** The beginnings of tokens and API keys. */
  private static final Pattern TOKEN_PREFIX = Pattern.compile("eyJ|gth_", Pattern.CASE_INSENSITIVE);

  /** A run of base64, base64url, base32, hex or a UUID. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_~+=-]{20,}");

  private static final Pattern WORD = Pattern.compile("[a-z_-]{1,31}|[A-Z_-]{1,31}");

  private MaskedPath() {}

  static String of(String path) {
    String masked =
        Stream.of(path.split("/", -1)).map(MaskedPath::segment).collect(Collectors.joining("/"));
    return masked.length() <= MAX_LENGTH ? masked : masked.substring(0, MAX_LENGTH) + "\u2026";
  }

  private static String segment(String segment) {
    String text = segment;
    for (int layer = 0; layer < MAX_LAYERS; layer++) {
      if (isSuspicious(text)) {
        return MASK;
      }
      String inner = decoded(text);
      if (inner.equals(text)) {
        return segment;
      }
      text = inner;
    }
    // nothing harmless is encoded so often
    return MASK;
  }

  private static boolean isSuspicious(String text) {
    return ADDRESS.matcher(text).find()
        || TOKEN_PREFIX.matcher(text).find()
        || RUN.matcher(text).results().anyMatch(run -> !WORD.matcher(run.group()).matches());
  }

  /** Removes one layer of percent-encoding; invalid escapes stay. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      int high = i + 2 < encoded.length ? hex(encoded[i + 1]) : -1;
      int low = i + 2 < encoded.length ? hex(encoded[i + 2]) : -1;
      if (encoded[i] == '%' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit(digit, 16);
  }
}
