package dev.gatehouse.jobs;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Lets whoever holds a permission use a job, and whoever requested it. */
public abstract sealed class RequesterRule implements AccessRule {
  public static final String READERS =
      "Requires the permission `jobs:read`, except of whoever requested the job.";

  static final String WRITERS =
      "Requires the permission `jobs:write`, except of whoever requested the job.";

  private final JobDao jobs;
  private final JobPermission permission;

  private RequesterRule(JobDao jobs, JobPermission permission) {
    this.jobs = jobs;
    this.permission = permission;
  }

  /** For routes that show something of a job. */
  public static final class Reading extends RequesterRule {
    Reading(JobDao jobs) {
      super(jobs, JobPermission.JOBS_READ);
    }
  }

  /** For routes that change a job. */
  static final class Writing extends RequesterRule {
    Writing(JobDao jobs) {
      super(jobs, JobPermission.JOBS_WRITE);
    }
  }

  @Override
  public void check(Optional<Caller> caller) {
    signedIn(caller).requireOneOf(permission);
  }

  @Override
  public void check(Optional<Caller> caller, long id) {
    Caller user = signedIn(caller);
    if (!user.may(permission) && !jobs.isRequestedBy(id, user.actor())) {
      check(caller);
    }
  }

  private static Caller signedIn(Optional<Caller> caller) {
    return caller.orElseThrow(() -> Failure.of(CommonCode.FORBIDDEN));
  }
}
