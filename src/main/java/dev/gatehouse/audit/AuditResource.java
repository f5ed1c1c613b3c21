package dev.gatehouse.audit;

import static dev.gatehouse.platform.security.Rights.ADMIN;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Read access to the audit trail for administrators. */
@Path("/api/v1/audit")
@Section(name = "Audit", about = "Who did what, when and from where.")
public final class AuditResource {
  private final AuditList list;

  AuditResource(AuditList list) {
    this.list = list;
  }

  @GET
  @Endpoint(
      id = "listAudit",
      summary = "List audit entries",
      details = "Newest first unless `sort` says otherwise.")
  @Requires(ADMIN)
  public Page<EntryView> list(@Auth Caller admin, @BeanParam AuditSearch search) {
    return list.page(search).map(EntryView::of);
  }
}
