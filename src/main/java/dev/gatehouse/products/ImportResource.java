package dev.gatehouse.products;

import static dev.gatehouse.platform.security.Roles.ADMIN;

import dev.gatehouse.jobs.JobService;
import dev.gatehouse.jobs.JobView;
import dev.gatehouse.platform.http.ContentType;
import dev.gatehouse.platform.http.Reads;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Takes many products in. */
@Path("/api/v1/products/import")
public final class ImportResource {
  private static final long MOST_BYTES = 1024L * 1024 * 1024;

  private final ImportUploads uploads;
  private final JobService jobs;

  ImportResource(ImportUploads uploads, JobService jobs) {
    this.uploads = uploads;
    this.jobs = jobs;
  }

  @POST
  @RolesAllowed(ADMIN)
  @Reads(
      value = {TransferFormat.CSV_TYPE, TransferFormat.NDJSON_TYPE},
      most = MOST_BYTES)
  public Response take(
      @Auth Caller admin,
      @Context Origin origin,
      @Context ContentType type,
      InputStream upload) {
    long job = uploads.take(upload, TransferFormat.of(type.mediaType()), origin);
    return Reply.accepted("/api/v1/jobs/" + job, JobView.of(jobs.get(job)));
  }
}
