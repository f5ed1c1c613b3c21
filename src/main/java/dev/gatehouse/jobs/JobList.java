package dev.gatehouse.jobs;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PageSlice;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.Sort;
import dev.gatehouse.platform.paging.Sorting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of jobs. */
public final class JobList {
  private static final String ID = "id";

  static final Sorting SORTING = new Sorting("jobs", Sort.descending(ID), ID);

  private final KeysetQuery<Job> pages;

  JobList(KeysetQuery<Job> pages) {
    this.pages = pages;
  }

  Page<Job> page(Optional<JobState> state, Optional<String> type, PageRequest page) {
    return new KeysetOrder<>(pages, null, Job::id, page.sort()).page(page, filters(state, type));
  }

  /** The newest matching jobs, newest first. */
  public List<Job> newest(Optional<JobState> state, Optional<String> type, int most) {
    Filters filters = filters(state, type);
    return pages.list(
        new PageSlice(
            filters.condition(),
            filters.values(),
            filters.areNarrow(true),
            "true",
            Map.of(),
            ID + " desc",
            most));
  }

  private static Filters filters(Optional<JobState> state, Optional<String> type) {
    Filters filters = new Filters();
    state.ifPresent(value -> filters.add("state = :state", "state", value.key()));
    type.ifPresent(value -> filters.add("type = :type", "type", value));
    return filters;
  }
}
