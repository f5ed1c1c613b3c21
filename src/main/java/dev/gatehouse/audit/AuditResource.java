package dev.gatehouse.audit;

import static dev.gatehouse.platform.security.Roles.ADMIN;

import dev.gatehouse.platform.http.Lists;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;

/** The trail, for administrators to read. */
@Path("/api/v1/audit")
public final class AuditResource {
  private static final int LONGEST = 200;

  private final AuditList list;
  private final Lists lists;

  AuditResource(AuditList list, Lists lists) {
    this.list = list;
    this.lists = lists;
  }

  @GET
  @RolesAllowed(ADMIN)
  public Page<EntryView> list(@Auth Caller admin, @Context QueryParameters query) {
    AuditSearch search =
        new AuditSearch(
            query.number("actor", 1, Long.MAX_VALUE),
            query.text("action", 1, LONGEST),
            target(query),
            query.time("from"),
            query.time("to"));
    PageRequest page = lists.page(query, AuditList.SORTING);
    return list.page(search, page).map(EntryView::of);
  }

  private static Optional<Target> target(QueryParameters query) {
    return query
        .matching("target", AuditResource::isTarget, "must be a type and an id, such as user:12")
        .map(
            text -> {
              int end = text.indexOf(':');
              return new Target(text.substring(0, end), text.substring(end + 1));
            });
  }

  private static boolean isTarget(String text) {
    int end = text.indexOf(':');
    return end > 0 && end < text.length() - 1 && text.length() <= LONGEST;
  }
}
