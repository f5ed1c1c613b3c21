package dev.gatehouse.platform.config;

import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what was meant by a misspelt name. */
final class SpellingSuggestion {
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);

  private SpellingSuggestion() {}

  /** {@code ; did you mean …?}, or nothing if no known name is near. */
  static String hint(String name, Iterable<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance =
          DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance >= 0 && distance < least && distance < candidate.length() / 2 + 1) {
        nearest = candidate;
        least = distance;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
  }
}
