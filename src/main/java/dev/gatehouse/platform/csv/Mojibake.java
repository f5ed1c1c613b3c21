package dev.gatehouse.platform.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Recognizes UTF-8 that was read as windows-1252: {@code Ã¼} for {@code ü}. */
public final class Mojibake {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final char FIRST_LEAD = '\u00c2';
  private static final char LAST_LEAD = '\u00f4';

  private Mojibake() {}

  /**
   * A place in a text.
   *
   * @param found the wrong characters
   * @param meant the character that they stand for
   */
  public record Place(String found, String meant) {}

  /** Whether a text may have such characters. Quick, for it is asked of every text. */
  public static boolean isPossibleIn(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_LEAD && c <= LAST_LEAD && text.charAt(i + 1) >= '\u0080') {
        return true;
      }
    }
    return false;
  }

  /** The first place where the text has such characters and {@code before} the right one. */
  public static Optional<Place> in(String text, String before) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_LEAD && c <= LAST_LEAD) {
        Optional<Place> place =
            at(text, i)
                .filter(found -> before.contains(found.meant()))
                .filter(found -> !before.contains(found.found()));
        if (place.isPresent()) {
          return place;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Place> at(String text, int from) {
    int length = text.charAt(from) < '\u00e0' ? 2 : text.charAt(from) < '\u00f0' ? 3 : 4;
    if (from + length > text.length()) {
      return Optional.empty();
    }
    String found = text.substring(from, from + length);
    try {
      CharBuffer meant = StandardCharsets.UTF_8.newDecoder().decode(bytesOf(found));
      return Optional.of(new Place(found, meant.toString()));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Five bytes have no character in windows-1252; programs show them as controls. */
  private static ByteBuffer bytesOf(String text) throws CharacterCodingException {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= '\u00ff') {
        bytes.put((byte) c);
      } else {
        bytes.put(WINDOWS_1252.newEncoder().encode(CharBuffer.wrap(text, i, i + 1)));
      }
    }
    return bytes.flip();
  }
}
