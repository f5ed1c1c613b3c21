package dev.gatehouse.jobs;

/** Another node has the job, or is to have it: whatever was being written is undone. */
public final class LeaseLostException extends RuntimeException {
  LeaseLostException() {
    super("This node no longer holds the job", null, false, false);
  }
}
