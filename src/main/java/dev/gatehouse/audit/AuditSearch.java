package dev.gatehouse.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries a list shows.
 *
 * @param from the earliest time
 * @param to the latest time
 */
record AuditSearch(
    Optional<Long> actor,
    Optional<String> action,
    Optional<Target> target,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** What {@link AuditDao#pages} is given. */
  record Sql(List<String> conditions, Map<String, Object> values) {}

  Sql toSql() {
    Map<String, Object> values = new HashMap<>();
    List<String> conditions = new ArrayList<>();
    actor.ifPresent(
        id -> {
          conditions.add("actor_id = :actor");
          values.put("actor", id);
        });
    action.ifPresent(
        name -> {
          conditions.add("action = :action");
          values.put("action", name);
        });
    target.ifPresent(
        wanted -> {
          conditions.add("target_type = :targetType and target_id = :targetId");
          values.put("targetType", wanted.type());
          values.put("targetId", wanted.id());
        });
    from.ifPresent(
        time -> {
          conditions.add("at >= :earliest");
          values.put("earliest", time);
        });
    to.ifPresent(
        time -> {
          conditions.add("at <= :latest");
          values.put("latest", time);
        });
    return new Sql(conditions, values);
  }
}
