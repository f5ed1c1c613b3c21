package dev.gatehouse.platform.search;

import dev.gatehouse.platform.binding.TextRules;

/**
 * Folds single characters: decomposes them (NFD), drops combining marks (general category Mn) and
 * folds case. Letters that have no decomposition, such as ø and ß, remain. By character, because
 * the JDK takes quadratic time to normalise a run of marks.
 */
final class FoldedCharacters {
  private static final int ASCII = 0x80;

  /** Stands for nothing. NUL is in no text. */
  private static final char NOTHING = 0;

  /** Stands for more than one character. */
  private static final char SEVERAL = '\uffff';

  private static final char FIRST_HANGUL = '\uac00';
  private static final char LAST_HANGUL = '\ud7a3';

  /** The folded form of each character from {@link #ASCII} on. */
  private static final char[] FOLDED = table();

  private FoldedCharacters() {}

  /** Appends the folded form of a code point that is not in ASCII. */
  static void append(StringBuilder to, int codePoint) {
    char folded = Character.isBmpCodePoint(codePoint) ? FOLDED[codePoint - ASCII] : SEVERAL;
    if (folded == SEVERAL) {
      fold(to, codePoint);
    } else if (folded != NOTHING) {
      to.append(folded);
    }
  }

  private static void fold(StringBuilder to, int codePoint) {
    TextRules.nfd(Character.toString(codePoint))
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(to::appendCodePoint);
  }

  private static char[] table() {
    char[] table = new char[Character.MAX_VALUE + 1 - ASCII];
    StringBuilder folded = new StringBuilder();
    for (int c = ASCII; c <= Character.MAX_VALUE; c++) {
      folded.setLength(0);
      boolean isHangul = c >= FIRST_HANGUL && c <= LAST_HANGUL;
      if (!isHangul) {
        fold(folded, c);
      }
      table[c - ASCII] =
          isHangul || folded.length() > 1
              ? SEVERAL
              : folded.length() == 0 ? NOTHING : folded.charAt(0);
    }
    return table;
  }
}
