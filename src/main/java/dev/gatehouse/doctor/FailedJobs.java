package dev.gatehouse.doctor;

/**
 * Jobs whose last attempt failed.
 *
 * @param types their types, with commas
 */
public record FailedJobs(int jobs, String types) {}
