package dev.gatehouse.jobs;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why a job is left as it is. */
public enum JobCode implements ProblemCode {
  JOB_STATE(Kind.CONFLICT, "The job's state does not allow that");

  private final Kind kind;
  private final String error;

  JobCode(Kind kind, String error) {
    this.kind = kind;
    this.error = error;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String error() {
    return error;
  }
}
