package dev.gatehouse.platform.search;

import dev.gatehouse.platform.binding.TextRules;

/**
 * Folds texts for searching. This is done here and stored beside the text, because lower() in
 * PostgreSQL depends on the locale of the database.
 */
public final class SearchText {
  private SearchText() {}

  /** Folds case by code point, so that part of a text folds to part of the result. */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
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
      if (!inWord) {
        words.append(' ');
        inWord = true;
      }
      words.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
    }
    return words.toString();
  }

  public static boolean hasBlank(String text) {
    return text.codePoints().anyMatch(TextRules::isBlank);
  }

  /** A LIKE pattern for texts that contain the query. */
  public static String containing(String query) {
    return "%" + escape(fold(query)) + "%";
  }

  /** A LIKE pattern for {@link #words} in which some word starts with the query. */
  public static String withWordBeginning(String query) {
    return "% " + escape(fold(query)) + "%";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
