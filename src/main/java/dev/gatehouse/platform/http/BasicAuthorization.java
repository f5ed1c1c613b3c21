package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.SentClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the credentials of an OAuth 2 client from an Authorization header (RFC 7617), in which both
 * are form-encoded (RFC 6749 section 2.3.1).
 */
public final class BasicAuthorization {
  private static final String SCHEME = "basic ";

  /** Exceeds every id and key. */
  private static final int LONGEST = 2048;

  private BasicAuthorization() {}

  public static SentClient of(Enumeration<String> lines) {
    SentClient found = new SentClient.None();
    boolean isFirst = true;
    while (lines.hasMoreElements()) {
      String line = lines.nextElement();
      if (isMeant(line)) {
        found = isFirst && !lines.hasMoreElements() ? read(line) : new SentClient.Malformed();
      }
      isFirst = false;
    }
    return found;
  }

  /** Whether the client tries this scheme. */
  public static boolean isMeant(@Nullable String line) {
    return line != null && (line + ' ').toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  private static SentClient read(String line) {
    String text = line.length() > LONGEST ? "" : line.substring(SCHEME.length() - 1).strip();
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new SentClient.Malformed();
    }
    // UrlEncoded reads characters as bytes
    String both = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(pair)).toString();
    int colon = both.indexOf(':');
    if (colon < 0) {
      return new SentClient.Malformed();
    }
    String id = UrlEncoded.decode(both.substring(0, colon));
    String secret = UrlEncoded.decode(both.substring(colon + 1));
    return id == null || secret == null
        ? new SentClient.Malformed()
        : new SentClient.Credentials(id, secret);
  }
}
