package dev.gatehouse.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Jobs that nobody runs, that failed, or whose node died. */
public final class JobsCheck implements Check {
  private static final long LATE_SECONDS = 300;

  private final Supplier<DoctorDao> dao;
  private final LiveNodes nodes;

  public JobsCheck(Supplier<DoctorDao> dao, LiveNodes nodes) {
    this.dao = dao;
    this.nodes = nodes;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Outcome run() {
    List<Finding> findings = new ArrayList<>();
    // without a node they wait for the next start, as they should
    boolean isTended = nodes.count() > 0;
    Optional<Long> due = dao.get().findOldestDue().filter(seconds -> seconds > LATE_SECONDS);
    if (due.isPresent() && isTended) {
      findings.add(
          new Finding(
              FaultCode.JOBS_LATE,
              "The oldest due job has waited for %d s.".formatted(due.get()),
              "Check that a node has APP_JOB_THREADS above 0, and raise it, or add nodes;"
                  + " `jobs list --state running` shows what they are at."));
    }
    int abandoned = isTended ? dao.get().countAbandoned() : 0;
    if (abandoned > 0) {
      findings.add(
          new Finding(
              FaultCode.JOBS_ABANDONED,
              "%d jobs run on nodes that died more than 5 minutes ago.".formatted(abandoned),
              "Another node takes them over within a minute if it runs jobs (APP_JOB_THREADS) and"
                  + " its clock is right: check both, and restart it."));
    }
    FailedJobs failed = dao.get().countFailed();
    if (failed.jobs() > 0) {
      findings.add(
          new Finding(
              FaultCode.JOBS_FAILED,
              "%d jobs failed in the last week: %s.".formatted(failed.jobs(), failed.types()),
              "`java -jar app.jar jobs list --state failed config.yml` tells why; `jobs retry` runs"
                  + " them again."));
    }
    return Outcome.of(findings, isTended ? "none is late or failed" : "no node runs, none failed");
  }
}
