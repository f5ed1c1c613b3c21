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
 * Picks due jobs for the engine, whose own query knows no bound per type. A job whose type has no
 * free place here is not picked at all, so that another node may take it. For one thread.
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
    // where threads are fewer than types each comes first in its turn
    Collections.rotate(turns, 1);
    for (String type : turns) {
      try {
        picked.addAll(pick(type, now, limit - picked.size()));
      } catch (RuntimeException e) {
        if (picked.isEmpty()) {
          throw e;
        }
        // what has been picked must run; the next look will fail as well
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
