package dev.gatehouse.jobs;

import dev.gatehouse.platform.security.Permission;

public enum JobPermission implements Permission {
  JOBS_READ("Read all jobs and the failed rows of imports"),
  JOBS_WRITE("Retry and cancel all jobs");

  private final String about;

  JobPermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
