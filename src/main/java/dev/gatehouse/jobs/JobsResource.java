package dev.gatehouse.jobs;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RequiresNone;
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

/** Background jobs; a job also for whoever requested it. */
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
  @Requires("jobs:read")
  @Endpoint(
      id = "listJobs",
      summary = "List jobs",
      details =
          "Newest first unless `sort` says otherwise. `result` is null in the list; read the single"
              + " job for it.")
  public Page<JobView> list(@Auth Caller caller, @BeanParam JobSearch search) {
    return list.page(search).map(JobView::of);
  }

  @GET
  @Path(PathIds.ID)
  @RequiresNone(moreWith = "jobs:read")
  @RestrictedBy(RequesterRule.Reading.class)
  @Endpoint(id = "getJob", summary = "Read a job", callers = RequesterRule.READERS)
  @ErrorCodes("forbidden")
  public JobView get(@Auth Caller caller, @PathParam("id") long id) {
    return JobView.of(jobs.get(id));
  }

  @POST
  @Path(PathIds.ID + "/retry")
  @Requires("jobs:write")
  @Endpoint(
      id = "retryJob",
      summary = "Retry a job",
      details = "Schedules a failed or cancelled job again.")
  @ErrorCodes("job_state")
  public JobView retry(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    return JobView.of(jobs.retry(origin, id));
  }

  @POST
  @Path(PathIds.ID + "/cancel")
  @RequiresNone(moreWith = "jobs:write")
  @RestrictedBy(RequesterRule.Writing.class)
  @Endpoint(
      id = "cancelJob",
      summary = "Cancel a job",
      details = "A scheduled job is cancelled at once; a running import stops soon.",
      callers = RequesterRule.WRITERS)
  @ErrorCodes({"forbidden", "job_state"})
  public JobView cancel(
      @Auth Caller caller, @PathParam("id") long id, @Context RequestOrigin origin) {
    return JobView.of(jobs.cancel(origin, id));
  }
}
