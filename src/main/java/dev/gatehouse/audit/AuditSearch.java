package dev.gatehouse.audit;

import dev.gatehouse.platform.paging.Filters;
import java.time.Instant;
import java.util.Optional;

/**
 * The filters of the list.
 *
 * @param from inclusive
 * @param to inclusive
 */
record AuditSearch(
    Optional<Long> actor,
    Optional<String> action,
    Optional<AuditTarget> target,
    Optional<Instant> from,
    Optional<Instant> to) {

  Filters filters() {
    Filters filters = new Filters();
    actor.ifPresent(id -> filters.add("actor_id = :actor", "actor", id));
    action.ifPresent(name -> filters.add("action = :action", "action", name));
    target.ifPresent(
        wanted -> {
          filters.add("target_type = :targetType", "targetType", wanted.type());
          filters.add("target_id = :targetId", "targetId", wanted.id());
        });
    from.ifPresent(time -> filters.add("at >= :earliest", "earliest", time));
    to.ifPresent(time -> filters.add("at <= :latest", "latest", time));
    return filters;
  }
}
