package dev.gatehouse.products;

import dev.gatehouse.jobs.RequesterRule;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.RequiresNone;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The failed rows of an import, under the path of its job. */
@Path("/api/v1/jobs/" + PathIds.ID + "/failed-rows")
@Section(name = "Jobs")
public final class FailedRowsResource {
  private final FailedRows rows;

  FailedRowsResource(FailedRows rows) {
    this.rows = rows;
  }

  @GET
  @RequiresNone(moreWith = "jobs:read")
  @RestrictedBy(RequesterRule.Reading.class)
  @Endpoint(
      id = "downloadFailedRows",
      summary = "Download the failed rows of an import",
      details =
          "Every row that failed, as a CSV with the columns of the upload (of an NDJSON: all"
              + " properties of a product) and the reason in a last column `error`. Corrected, it"
              + " can be imported as it is. Kept for a day after the job has ended; of a job that"
              + " runs, the rows so far.",
      callers = RequesterRule.READERS,
      headers = "Content-Disposition")
  @ErrorCodes("forbidden")
  @Produces(TransferFormat.CSV_TYPE)
  public Response download(
      @Auth Caller caller, @PathParam("id") long id, @Context Request request) {
    long importId = rows.findImport(id);
    return Responses.download(
        "failed-rows-" + id + ".csv",
        TransferFormat.CSV.mediaType(),
        request,
        out -> rows.write(importId, out));
  }
}
