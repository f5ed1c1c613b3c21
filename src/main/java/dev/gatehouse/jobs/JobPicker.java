package dev.gatehouse.jobs;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Picks due jobs for db-scheduler, whose own query has no limit per type. A job whose type has no
 * free slot on this node is left for other nodes. Not thread-safe.
 */
final class JobPicker extends PostgreSqlJdbcCustomization {
  private final ScheduleDao schedule;
  private final JobSlots slots;
  private final String node;
  private final List<String> turns;

  JobPicker(ScheduleDao schedule, JobSlots slots, String node) {
    super(false, false);
    this.schedule = schedule;
    this.slots = slots;
    this.node = node;
    this.turns = new ArrayList<>(slots.types());
  }

  @Override
  public List<Execution> lockAndFetchSingleStatement(
      JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
    List<Execution> picked = new ArrayList<>();
    // with fewer threads than types, let each type be first in turn
    Collections.rotate(turns, 1);
    for (String type : turns) {
      try {
        picked.addAll(pick(type, now, limit - picked.size()));
      } catch (RuntimeException e) {
        if (picked.isEmpty()) {
          throw e;
        }
        // picked jobs must run; the next poll will report the failure
        return picked;
      }
    }
    return picked;
  }

  private List<Execution> pick(String type, Instant now, int limit) {
    int most = Math.min(limit, slots.free(type));
    List<PickedJob> picked = most > 0 ? schedule.pick(type, node, now, most) : List.of();
    slots.acquire(type, picked.size(), picked.size() == most);
    return picked.stream().map(each -> execution(type, each, now)).toList();
  }

  private Execution execution(String type, PickedJob picked, Instant now) {
    return new Execution(
        picked.executionTime(),
        new TaskInstance<>(type, picked.taskInstance()),
        true,
        node,
        null,
        null,
        0,
        now,
        picked.version());
  }
}
