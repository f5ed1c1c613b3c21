package dev.gatehouse.doctor;

/**
 * Jobs that failed for good.
 *
 * @param types their types, with commas
 */
public record FailedJobs(int jobs, String types) {}
