package dev.gatehouse.audit;

import static dev.gatehouse.platform.security.Rights.ADMIN;

import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Query;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.Optional;

/** Read access to the audit trail for administrators. */
@Path("/api/v1/audit")
@Section(name = "Audit", about = "Who did what, when and from where.")
public final class AuditResource {
  private static final int LONGEST = 200;

  private final AuditList list;
  private final PageRequests pageRequests;

  AuditResource(AuditList list, PageRequests pageRequests) {
    this.list = list;
    this.pageRequests = pageRequests;
  }

  @GET
  @Endpoint(
      id = "listAudit",
      summary = "List audit entries",
      details = "Newest first unless `sort` says otherwise.",
      sort = "at")
  @Query(
      name = "actor",
      about = "Id of the user who did it.",
      type = Long.class,
      min = 1,
      example = "12")
  @Query(name = "action", about = "The action.", min = 1, max = LONGEST, terms = AuditAction.class)
  @Query(
      name = "target",
      about = "What it was done to: type and id.",
      min = 3,
      max = LONGEST,
      example = "user:12")
  @Query(name = "from", about = "Earliest time, inclusive.", type = Instant.class)
  @Query(name = "to", about = "Latest time, inclusive.", type = Instant.class)
  @Requires(ADMIN)
  public Page<EntryView> list(@Auth Caller admin, @Context QueryParameters query) {
    AuditSearch search =
        new AuditSearch(
            query.number("actor", 1, Long.MAX_VALUE),
            query.text("action", 1, LONGEST),
            target(query),
            query.time("from"),
            query.time("to"));
    PageRequest page = pageRequests.page(query, AuditList.SORTING);
    return list.page(search, page).map(EntryView::of);
  }

  private static Optional<AuditTarget> target(QueryParameters query) {
    return query
        .matching("target", AuditResource::isTarget, "must be a type and an id, such as user:12")
        .map(
            text -> {
              int end = text.indexOf(':');
              return new AuditTarget(text.substring(0, end), text.substring(end + 1));
            });
  }

  private static boolean isTarget(String text) {
    int end = text.indexOf(':');
    return end > 0 && end < text.length() - 1 && text.length() <= LONGEST;
  }
}
