package dev.gatehouse.jobs;

/** The input of a job, as it is stored. */
public record JobPayload(long id, String payload) {}
