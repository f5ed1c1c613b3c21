package dev.gatehouse.jobs;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

public enum JobCode implements ProblemCode {
  JOB_STATE(FailureKind.CONFLICT, "The job's state does not allow that");

  private final FailureKind failureKind;
  private final String error;

  JobCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public String error() {
    return error;
  }
}
