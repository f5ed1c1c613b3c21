package dev.gatehouse.jobs;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Lets administrators use a job, and the user who requested it. */
public final class RequesterRule implements AccessRule {
  public static final String CALLERS = "Administrators and the user who requested the job.";

  private final JobDao jobs;

  RequesterRule(JobDao jobs) {
    this.jobs = jobs;
  }

  @Override
  public void check(Optional<Caller> caller) {
    allow(caller.filter(Caller::isAdmin).isPresent());
  }

  @Override
  public void check(Optional<Caller> caller, long id) {
    allow(caller.filter(user -> user.isAdmin() || jobs.isRequestedBy(id, user.id())).isPresent());
  }

  private static void allow(boolean isAllowed) {
    if (!isAllowed) {
      throw Failure.of(CommonCode.FORBIDDEN);
    }
  }
}
