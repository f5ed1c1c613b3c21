package dev.gatehouse.jobs;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Lets whoever holds a permission use a job, and the user who requested it. */
public abstract sealed class RequesterRule implements AccessRule {
  public static final String READERS =
      "Requires the permission `jobs:read`, except of the user who requested the job.";

  static final String WRITERS =
      "Requires the permission `jobs:write`, except of the user who requested the job.";

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
    allow(caller.filter(user -> user.may(permission)).isPresent());
  }

  @Override
  public void check(Optional<Caller> caller, long id) {
    allow(
        caller
            .filter(user -> user.may(permission) || jobs.isRequestedBy(id, user.id()))
            .isPresent());
  }

  private static void allow(boolean isAllowed) {
    if (!isAllowed) {
      throw Failure.of(CommonCode.FORBIDDEN);
    }
  }
}
