package dev.gatehouse.products;

import static dev.gatehouse.platform.security.Roles.ADMIN;

import dev.gatehouse.platform.http.Acceptance;
import dev.gatehouse.platform.http.Answers;
import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Locale;

/** Gives all products out. */
@Path("/api/v1/products/export")
@RolesAllowed(ADMIN)
public final class ExportResource {
  private final ProductExport export;

  ExportResource(ProductExport export) {
    this.export = export;
  }

  @GET
  @Answers({TransferFormat.CSV_TYPE, TransferFormat.NDJSON_TYPE})
  public Response get(
      @Auth Caller admin, @Context QueryParameters query, @Context Acceptance acceptance) {
    TransferFormat format = format(query, acceptance);
    StreamingOutput body = out -> export.write(format, out);
    return answer(format).entity(body).build();
  }

  /** Without this, the whole catalogue would be read for its headers. */
  @HEAD
  @Answers({TransferFormat.CSV_TYPE, TransferFormat.NDJSON_TYPE})
  public Response head(
      @Auth Caller admin, @Context QueryParameters query, @Context Acceptance acceptance) {
    return answer(format(query, acceptance)).build();
  }

  private static TransferFormat format(QueryParameters query, Acceptance acceptance) {
    TransferFormat format = query.oneOf("format", TransferFormat.class).orElse(TransferFormat.CSV);
    query.check();
    acceptance.check(format.mediaType());
    return format;
  }

  private static Response.ResponseBuilder answer(TransferFormat format) {
    String name = "products." + format.name().toLowerCase(Locale.ROOT);
    return Response.ok()
        .type(format.mediaType() + "; charset=utf-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
  }
}
