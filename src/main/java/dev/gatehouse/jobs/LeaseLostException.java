package dev.gatehouse.jobs;

/** Another node holds the job or will get it, so the current transaction is rolled back. */
public final class LeaseLostException extends RuntimeException {
  LeaseLostException() {
    super("This node no longer holds the job", null, false, false);
  }
}
