package dev.gatehouse.platform.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path as it may stand in the log if no route tells what it holds: people mistype paths, and put
 * addresses and tokens where they do not belong. A segment that looks like one is masked.
 */
final class MaskedPath {
  private static final String MASK = "***";
  private static final int LONGEST = 300;
  private static final int MOST_LAYERS = 4;

  /** Also the signs of an address in full width, which some keyboards make. */
  private static final Pattern ADDRESS = Pattern.compile("[@\uFF20\uFE6B]");

  /** How tokens and API keys begin. */
  private static final Pattern KNOWN = Pattern.compile("eyJ|gth_", Pattern.CASE_INSENSITIVE);

  /** What base64, base64url, base32, hex and UUIDs are written in. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_~+=-]{20,}");

  private static final Pattern LIKE_A_WORD = Pattern.compile("[a-z_-]{1,31}|[A-Z_-]{1,31}");

  private MaskedPath() {}

  static String of(String path) {
    String masked =
        Stream.of(path.split("/", -1)).map(MaskedPath::segment).collect(Collectors.joining("/"));
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "\u2026";
  }

  private static String segment(String segment) {
    String text = segment;
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      if (isSuspicious(text)) {
        return MASK;
      }
      String inner = decoded(text);
      if (inner.equals(text)) {
        return segment;
      }
      text = inner;
    }
    // who encodes so often has something to hide
    return MASK;
  }

  private static boolean isSuspicious(String text) {
    return ADDRESS.matcher(text).find()
        || KNOWN.matcher(text).find()
        || RUN.matcher(text).results().anyMatch(run -> !LIKE_A_WORD.matcher(run.group()).matches());
  }

  /** Without one layer of percent-encoding; what is no escape stays as it is. */
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
