package dev.gatehouse.jobs;

import static dev.gatehouse.platform.security.Rights.ADMIN;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;

/** Background jobs for administrators; a job also for the user who requested it. */
@Path("/api/v1/jobs")
@Section(name = "Jobs", about = "Background work.", codes = JobCode.class, terms = JobAction.class)
public final class JobsResource {
  private final JobService jobs;
  private final JobList list;

  JobsResource(JobService jobs, JobList list) {
    this.jobs = jobs;
    this.list = list;
  }

  @GET
  @Requires(ADMIN)
  @Endpoint(
      id = "listJobs",
      summary = "List jobs",
      details =
          "Newest first unless `sort` says otherwise. `result` is null in the list; read the single"
              + " job for it.")
  public Page<JobView> list(@Auth Caller admin, @BeanParam JobSearch search) {
    return list.page(search).map(JobView::of);
  }

  @GET
  @Path(PathIds.ID)
  @RestrictedBy(RequesterRule.class)
  @Endpoint(id = "getJob", summary = "Read a job", callers = RequesterRule.CALLERS)
  @ErrorCodes("forbidden")
  public JobView get(@Auth Caller caller, @PathParam("id") long id) {
    return JobView.of(jobs.get(id));
  }

  @POST
  @Path(PathIds.ID + "/retry")
  @Requires(ADMIN)
  @Endpoint(
      id = "retryJob",
      summary = "Retry a job",
      details = "Schedules a failed or cancelled job again.")
  @ErrorCodes("job_state")
  public JobView retry(
      @Auth Caller admin, @PathParam("id") long id, @Context RequestOrigin origin) {
    return JobView.of(jobs.retry(origin, id));
  }

  @POST
  @Path(PathIds.ID + "/cancel")
  @RestrictedBy(RequesterRule.class)
  @Endpoint(
      id = "cancelJob",
      summary = "Cancel a job",
      details = "A scheduled job is cancelled at once; a running import stops soon.",
      callers = RequesterRule.CALLERS)
  @ErrorCodes({"forbidden", "job_state"})
  public JobView cancel(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    return JobView.of(jobs.cancel(origin, id));
  }
}
