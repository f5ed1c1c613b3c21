package dev.gatehouse.platform.paging;

import java.util.List;

/**
 * The ways in which one list can be sorted.
 *
 * @param list a unique name, to which cursors are bound
 * @param byDefault the order without {@code ?sort=}; its field need not be among the fields
 * @param fields accepted by {@code ?sort=}
 */
public record Sorting(String list, Sort byDefault, List<String> fields) {
  public Sorting(String list, Sort byDefault, String... fields) {
    this(list, byDefault, List.of(fields));
  }

  public Sorting {
    fields = List.copyOf(fields);
  }

  /**
   * The same for one owner's part of the list: a cursor of another owner is refused as one of
   * another list.
   */
  public Sorting ofOwner(long ownerId) {
    return new Sorting(list + '/' + ownerId, byDefault, fields);
  }
}
