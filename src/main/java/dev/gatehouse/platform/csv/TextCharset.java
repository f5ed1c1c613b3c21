package dev.gatehouse.platform.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The character sets that a file of text may have. */
public enum TextCharset {
  UTF_8("utf-8", StandardCharsets.UTF_8),
  /** Big endian, unless a byte order mark says otherwise. */
  UTF_16("utf-16", StandardCharsets.UTF_16BE),
  UTF_16LE("utf-16", StandardCharsets.UTF_16LE),
  WINDOWS_1252("windows-1252", Charset.forName("windows-1252")),
  ISO_8859_1("iso-8859-1", StandardCharsets.ISO_8859_1);

  private static final String SHORT_UTF_8 = "utf8";

  private final String label;
  private final Charset charset;

  TextCharset(String label, Charset charset) {
    this.label = label;
    this.charset = charset;
  }

  /** The character set that a media type names; without a byte order mark UTF-16 is big endian. */
  public static Optional<TextCharset> named(String name) {
    String label = name.toLowerCase(Locale.ROOT);
    return label.equals(SHORT_UTF_8)
        ? Optional.of(UTF_8)
        : Arrays.stream(values()).filter(charset -> charset.label.equals(label)).findFirst();
  }

  /** The name in a media type. */
  public String label() {
    return label;
  }

  Charset charset() {
    return charset;
  }
}
