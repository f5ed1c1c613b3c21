package dev.gatehouse.users;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.search.SearchTerm;
import dev.gatehouse.platform.search.SearchText;
import dev.gatehouse.roles.BuiltInRole;
import org.jspecify.annotations.Nullable;

/** The parameters of the list. */
record UserSearch(
    @About(
            "Part of the e-mail address or the name, ignoring case and combining marks; below 3"
                + " characters, a prefix of the address or of a word of the name.")
        @Example("ann")
        @CodePoints(min = 1, max = SearchTerm.MAX_AS_SENT)
        @SearchTerm
        @Nullable String q,
    @About("Only active accounts, or only inactive ones.") @Nullable Boolean isActive,
    @About("Only administrators, or only others.") @Nullable Boolean isAdmin,
    @About("Only people who have this role.") @Example("editor") @Nullable String role,
    @SortedBy(
            list = "users",
            value = {"id", "created_at", "email"})
        PageRequest page) {
  /** An address with A-labels is also found by its Unicode form. */
  static String text(String email, String fullName) {
    int domain = email.indexOf('@') + 1;
    String readable =
        email.substring(0, domain) + InternationalDomain.toUnicode(email.substring(domain));
    return SearchText.stored(
        (readable.equals(email) ? "" : SearchText.fold(readable) + "\n")
            + SearchText.fold(email)
            + "\n"
            + SearchText.fold(fullName));
  }

  /** The address counts as one word. */
  static String words(String email, String fullName) {
    return SearchText.stored(" " + SearchText.fold(email) + SearchText.words(fullName));
  }

  Filters filters() {
    Filters filters = new Filters();
    if (q != null) {
      // a line end separates addresses and name in the text, so a query with one matches neither
      filters.search(SearchText.fold(q), q.indexOf('\n') < 0 ? "search_text like :query" : "false");
    }
    filters.addFlag("is_active", isActive);
    filters.addFlag("is_admin", isAdmin);
    if (role != null) {
      filterByRole(filters, role);
    }
    return filters;
  }

  private static void filterByRole(Filters filters, String role) {
    if (role.equals(BuiltInRole.ADMIN)) {
      filters.add("is_admin");
    } else if (!role.equals(BuiltInRole.MEMBER)) {
      filters.add("roles @> array[:role]::text[] and roles <> '{}'", "role", role);
    }
  }
}
