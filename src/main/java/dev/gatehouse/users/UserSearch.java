package dev.gatehouse.users;

import dev.gatehouse.platform.search.SearchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which accounts a list shows.
 *
 * @param query a part of address or name from three characters on, else the beginning of the
 *     address or of a word of the name
 */
record UserSearch(Optional<String> query, Optional<Boolean> isActive, Optional<Boolean> isAdmin) {
  private static final int SHORTEST_PART = 3;

  /** What a page is given. */
  record Sql(List<String> conditions, Map<String, Object> values) {}

  static String text(String email, String fullName) {
    return SearchText.fold(email) + "\n" + SearchText.fold(fullName);
  }

  /** The address counts as one word. */
  static String words(String email, String fullName) {
    return " " + SearchText.fold(email) + SearchText.words(fullName);
  }

  Sql toSql() {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    query.ifPresent(
        text -> {
          if (text.indexOf('\n') >= 0) {
            // it parts address and name in the text, and neither holds one
            conditions.add("false");
          } else if (text.codePointCount(0, text.length()) >= SHORTEST_PART) {
            conditions.add("search_text like :query");
            values.put("query", SearchText.containing(text));
          } else if (SearchText.hasBlank(text)) {
            conditions.add("false");
          } else {
            conditions.add("search_words like :query");
            values.put("query", SearchText.withWordBeginning(text));
          }
        });
    isActive.ifPresent(
        value -> {
          conditions.add("is_active = :isActive");
          values.put("isActive", value);
        });
    isAdmin.ifPresent(
        value -> {
          conditions.add("is_admin = :isAdmin");
          values.put("isAdmin", value);
        });
    return new Sql(conditions, values);
  }
}
