package dev.gatehouse.users;

import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.search.SearchText;
import java.util.Optional;

/**
 * The filters of the list.
 *
 * @param query from three characters on, a part of address or name; otherwise a prefix of the
 *     address or of a word of the name
 */
record UserSearch(Optional<String> query, Optional<Boolean> isActive, Optional<Boolean> isAdmin) {
  /** An address with A-labels is also found by its Unicode form. */
  static String text(String email, String fullName) {
    int domain = email.indexOf('@') + 1;
    String readable =
        email.substring(0, domain) + InternationalDomain.toUnicode(email.substring(domain));
    return (readable.equals(email) ? "" : SearchText.fold(readable) + "\n")
        + SearchText.fold(email)
        + "\n"
        + SearchText.fold(fullName);
  }

  /** The address counts as one word. */
  static String words(String email, String fullName) {
    return " " + SearchText.fold(email) + SearchText.words(fullName);
  }

  Filters filters() {
    Filters filters = new Filters();
    // a line end separates addresses and name in the text, so a query with one matches neither
    query.ifPresent(
        text -> filters.search(text, text.indexOf('\n') < 0 ? "search_text like :query" : "false"));
    isActive.ifPresent(value -> filters.add(value ? "is_active" : "not is_active"));
    isAdmin.ifPresent(value -> filters.add(value ? "is_admin" : "not is_admin"));
    return filters;
  }
}
