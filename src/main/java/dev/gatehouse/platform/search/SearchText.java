package dev.gatehouse.platform.search;

import dev.gatehouse.platform.binding.TextRules;

/**
 * The searchable form of texts. It is made here and stored beside the text, because what lower()
 * does to letters beyond ASCII depends on the locale of the database.
 */
public final class SearchText {
  private SearchText() {}

  /** Simple case folding, code point by code point, so that a part of a text folds to a part. */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** The folded words of a text, each after one blank. */
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

  /** A LIKE pattern for texts that hold the given one. */
  public static String containing(String query) {
    return "%" + escape(fold(query)) + "%";
  }

  /** A LIKE pattern for {@link #words} of which one begins with the given text. */
  public static String withWordBeginning(String query) {
    return "% " + escape(fold(query)) + "%";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
