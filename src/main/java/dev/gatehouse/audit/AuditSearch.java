package dev.gatehouse.audit;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TermOf;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of the list. */
record AuditSearch(
    @About("Id of the user who did it.") @Example("12") @Min(1) @Nullable Long actor,
    @About("The action.") @TermOf(AuditAction.class) @CodePoints(min = 1, max = 200)
        @Nullable String action,
    @About("What it was done to: type and id.")
        @Example("user:12")
        @Pattern(regexp = AuditTarget.TEXT, message = "must be a type and an id, such as user:12")
        @CodePoints(min = 3, max = 200)
        @Nullable String target,
    @About("Earliest time, inclusive.") @Nullable Instant from,
    @About("Latest time, inclusive.") @Nullable Instant to,
    @SortedBy(list = "audit", value = AuditList.AT, byDefault = "-" + AuditList.AT)
        PageRequest page) {

  Filters filters() {
    Filters filters = new Filters();
    filters.add("actor_id = :actor", "actor", actor);
    filters.add("action = :action", "action", action);
    if (target != null) {
      AuditTarget wanted = AuditTarget.parse(target);
      filters.add("target_type = :targetType", "targetType", wanted.type());
      filters.add("target_id = :targetId", "targetId", wanted.id());
    }
    filters.add("at >= :earliest", "earliest", from);
    filters.add("at <= :latest", "latest", to);
    return filters;
  }
}
