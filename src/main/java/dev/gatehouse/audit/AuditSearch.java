package dev.gatehouse.audit;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TermOf;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of the list. */
record AuditSearch(
    @About(
            "Who did it, as `actor_id` says it: the id of a person, or `sa-` and that of an account.")
        @Example("12")
        @Pattern(regexp = Actor.TEXT, message = "must be an id, such as 12 or sa-7")
        @CodePoints(min = 1, max = 30)
        @Nullable String actor,
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
    if (actor != null) {
      Actor by =
          Actor.parse(actor)
              .orElseThrow(() -> Failure.invalid("actor", "must be an id, such as 12 or sa-7"));
      filters.add("actor_id = :userId", "userId", by.personId().orElse(null));
      filters.add(
          "service_account_id = :accountId", "accountId", by.serviceAccountId().orElse(null));
    }
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
