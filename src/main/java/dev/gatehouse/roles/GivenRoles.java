package dev.gatehouse.roles;

import java.util.List;

/**
 * The roles of a person.
 *
 * @param isAdmin whether the person has the role {@code admin}
 * @param names the others, sorted
 */
public record GivenRoles(boolean isAdmin, List<String> names) {
  public GivenRoles {
    names = List.copyOf(names);
  }
}
