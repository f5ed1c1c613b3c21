package dev.gatehouse.jobs;

import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PageSlice;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages of jobs. */
public final class JobList {
  private final KeysetQuery<Job> pages;

  JobList(KeysetQuery<Job> pages) {
    this.pages = pages;
  }

  Page<Job> page(JobSearch search) {
    PageRequest page = search.page();
    return new KeysetOrder<>(pages, null, Job::id, page.sort())
        .page(page, filters(search.state(), search.type()));
  }

  /** The newest matching jobs, newest first. */
  public List<Job> newest(@Nullable JobState state, @Nullable String type, int most) {
    Filters filters = filters(state, type);
    return pages.list(
        new PageSlice(
            filters.condition(),
            filters.values(),
            filters.areNarrow(true),
            "true",
            Map.of(),
            "id desc",
            most));
  }

  private static Filters filters(@Nullable JobState state, @Nullable String type) {
    Filters filters = new Filters();
    filters.add("state = :state", "state", state == null ? null : state.key());
    filters.add("type = :type", "type", type);
    return filters;
  }
}
