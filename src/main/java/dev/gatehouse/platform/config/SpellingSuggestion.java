package dev.gatehouse.platform.config;

import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the known name that a misspelt one resembles. */
final class SpellingSuggestion {
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);

  private SpellingSuggestion() {}

  /** Returns {@code ; did you mean …?}, or an empty text if no known name is close. */
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
