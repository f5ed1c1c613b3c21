package dev.gatehouse.platform.search;

import dev.gatehouse.platform.binding.TextRules;

/**
 * Folds texts for searching: combining marks and case make no difference. This is done here and
 * stored beside the text, because lower() in PostgreSQL depends on the locale of the database.
 */
public final class SearchText {
  private static final int ASCII = 0x80;

  /**
   * Ends a stored text that is not ASCII. A release that folds otherwise does not write it, so its
   * texts are told from those of this one. Folding drops the character, a combining mark that no
   * script uses, so no folded text has it of its own. SQL that looks for unmarked texts names it
   * {@code chr(917999)}.
   */
  private static final String MARK = Character.toString(0xe01ef);

  private SearchText() {}

  /** Folds by code point, so that part of a text folds to part of the result. */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      append(folded, c);
    }
    return folded.toString();
  }

  private static void append(StringBuilder folded, int c) {
    if (c >= ASCII) {
      FoldedCharacters.append(folded, c);
    } else if (c >= 'A' && c <= 'Z') {
      folded.append((char) (c + 'a' - 'A'));
    } else {
      folded.append((char) c);
    }
  }

  /** The folded words of a text, each preceded by a space. */
  public static String words(String text) {
    StringBuilder words = new StringBuilder(text.length() + 1);
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (TextRules.isBlank(c)) {
        inWord = false;
        continue;
      }
      int before = words.length();
      append(words, c);
      if (!inWord && words.length() > before) {
        words.insert(before, ' ');
        inWord = true;
      }
    }
    return words.toString();
  }

  /** A folded text as it is stored. */
  public static String stored(String folded) {
    return folded.chars().allMatch(c -> c < ASCII) ? folded : folded + MARK;
  }

  public static boolean hasBlank(String text) {
    return text.codePoints().anyMatch(TextRules::isBlank);
  }

  /** A LIKE pattern for texts that contain the folded query. */
  public static String containing(String folded) {
    return "%" + escape(folded) + "%";
  }

  /** A LIKE pattern for {@link #words} in which some word starts with the folded query. */
  public static String withWordBeginning(String folded) {
    return "% " + escape(folded) + "%";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
