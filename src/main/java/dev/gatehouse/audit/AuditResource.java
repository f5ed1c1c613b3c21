package dev.gatehouse.audit;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Read access to the audit trail. */
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
  @Requires("audit:read")
  public Page<EntryView> list(@Auth Caller caller, @BeanParam AuditSearch search) {
    return list.page(search).map(EntryView::of);
  }
}
