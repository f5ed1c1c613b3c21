package dev.gatehouse.platform.binding;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Rules for incoming text: trimming, normalisation and forbidden characters. */
public final class TextRules {
  private static final int MAX_NORMALISED = 4096;

  private static final int ZERO_WIDTH_SPACE = 0x200b;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int WORD_JOINER = 0x2060;
  private static final int BOM = 0xfeff;

  private TextRules() {}

  /** Whether this is white space, including the no-break spaces. */
  public static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Strips white space, zero-width characters and BOMs from both ends. */
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isInvisible(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && isInvisible(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static boolean isInvisible(int codePoint) {
    return switch (codePoint) {
      case ZERO_WIDTH_SPACE, ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER, WORD_JOINER, BOM -> true;
      default -> isBlank(codePoint);
    };
  }

  /**
   * Normalises to NFKC. The JDK takes quadratic time for a run of combining marks, hence the limit.
   *
   * @throws IllegalArgumentException if the text has over 4,096 characters
   */
  public static String nfkc(String text) {
    return normalised(text, Normalizer.Form.NFKC);
  }

  /**
   * Normalises to NFC.
   *
   * @throws IllegalArgumentException if the text has over 4,096 characters
   */
  public static String nfc(String text) {
    return normalised(text, Normalizer.Form.NFC);
  }

  /**
   * Decomposes into NFD.
   *
   * @throws IllegalArgumentException if the text has over 4,096 characters
   */
  public static String nfd(String text) {
    return normalised(text, Normalizer.Form.NFD);
  }

  private static String normalised(String text, Normalizer.Form form) {
    if (text.length() > MAX_NORMALISED) {
      throw new IllegalArgumentException(text.length() + " characters are too many to normalise");
    }
    return Normalizer.normalize(text, form);
  }

  /**
   * Whether the text takes more bytes than this in UTF-8. One with more characters than that is not
   * encoded to find out.
   */
  public static boolean isLongerThan(int bytes, String text) {
    return text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  /** Returns why the text is rejected, or null. NUL and unpaired surrogates are never allowed. */
  public static @Nullable String violation(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not contain NUL";
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return "must not contain an unpaired surrogate";
        }
        i++;
      }
    }
    return null;
  }
}
