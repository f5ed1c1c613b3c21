package dev.gatehouse.platform.paging;

import java.util.List;

/**
 * How one list can be sorted.
 *
 * @param list the list's name, which no other list has: cursors of one are no good in another
 * @param byDefault the order without {@code ?sort=}; its field need not be one of the fields
 * @param fields what may be asked for
 */
public record Sorting(String list, Sort byDefault, List<String> fields) {
  public Sorting(String list, Sort byDefault, String... fields) {
    this(list, byDefault, List.of(fields));
  }

  public Sorting {
    fields = List.copyOf(fields);
  }
}
