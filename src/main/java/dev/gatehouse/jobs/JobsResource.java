package dev.gatehouse.jobs;

import static dev.gatehouse.platform.security.Rights.ADMIN;

import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Query;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;

/** Background jobs for administrators. */
@Path("/api/v1/jobs")
@Requires(ADMIN)
@Section(name = "Jobs", about = "Background work.", codes = JobCode.class, terms = JobAction.class)
public final class JobsResource {
  private static final int LONGEST_TYPE = 100;

  private final JobService jobs;
  private final JobList list;
  private final PageRequests pageRequests;

  JobsResource(JobService jobs, JobList list, PageRequests pageRequests) {
    this.jobs = jobs;
    this.list = list;
    this.pageRequests = pageRequests;
  }

  @GET
  @Endpoint(
      id = "listJobs",
      summary = "List jobs",
      details =
          "Newest first unless `sort` says otherwise. `result` is null in the list; read the single"
              + " job for it.",
      sort = "id")
  @Query(name = "state", about = "Only jobs in this state.", type = JobState.class)
  @Query(name = "type", about = "Only jobs of this type.", min = 1, max = LONGEST_TYPE)
  public Page<JobView> list(@Auth Caller admin, @Context QueryParameters query) {
    Optional<JobState> state = query.oneOf("state", JobState.class);
    Optional<String> type = query.text("type", 1, LONGEST_TYPE);
    PageRequest page = pageRequests.page(query, JobList.SORTING);
    return list.page(state, type, page).map(JobView::of);
  }

  @GET
  @Path(PathIds.ID)
  @Endpoint(id = "getJob", summary = "Read a job")
  public JobView get(@Auth Caller admin, @PathParam("id") long id) {
    return JobView.of(jobs.get(id));
  }

  @POST
  @Path(PathIds.ID + "/retry")
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
  @Endpoint(
      id = "cancelJob",
      summary = "Cancel a job",
      details = "A scheduled job is cancelled at once; a running import stops soon.")
  @ErrorCodes("job_state")
  public JobView cancel(
      @Auth Caller admin, @PathParam("id") long id, @Context RequestOrigin origin) {
    return JobView.of(jobs.cancel(origin, id));
  }
}
