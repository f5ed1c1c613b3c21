package dev.gatehouse.platform.csv;

import java.util.Optional;

/** Guesses how a text is encoded that does not seem to be what it was declared to be. */
public final class EncodingGuess {
  private static final int LOOKED_AT = 64;
  private static final int LONGEST_CHARACTER = 4;

  private EncodingGuess() {}

  /**
   * Names what the text seems to be instead, and how to send it then.
   *
   * @param head the first bytes of the text as it was sent
   */
  public static Optional<String> instead(byte[] head, TextCharset declared) {
    boolean isUtf16 = declared == TextCharset.UTF_16 || declared == TextCharset.UTF_16LE;
    boolean hasZeros = hasZeros(head);
    if (!isUtf16 && hasZeros) {
      return Optional.of("UTF-16 without a byte order mark; save it with one, or as UTF-8");
    }
    boolean isUtf8 = isUtf8(head);
    boolean isOneByte = declared != TextCharset.UTF_8 && !isUtf16;
    if ((isUtf16 && !hasZeros) || (isOneByte && isUtf8 && !isAscii(head))) {
      return Optional.of(
          isUtf8 ? "UTF-8; send it with charset=utf-8" : "of one byte a character, not UTF-16");
    }
    return declared == TextCharset.UTF_8 && !isUtf8
        ? Optional.of(
            "windows-1252 or iso-8859-1; send it with charset=windows-1252, or save it as UTF-8")
        : Optional.empty();
  }

  private static boolean hasZeros(byte[] head) {
    for (int i = 0; i < Math.min(LOOKED_AT, head.length); i++) {
      if (head[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(byte[] head) {
    for (byte b : head) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** A character that the end of the head cuts counts as whole. */
  private static boolean isUtf8(byte[] head) {
    int mostCut = head.length < FileSignature.LENGTH ? 0 : LONGEST_CHARACTER - 1;
    for (int cut = 0; cut <= mostCut; cut++) {
      if (Utf8.decode(head, 0, head.length - cut) != null) {
        return true;
      }
    }
    return false;
  }
}
