package dev.gatehouse.jobs;

import java.time.Instant;

/**
 * A job that this node has picked.
 *
 * @param taskInstance the job's id as db-scheduler stores it
 * @param executionTime when it was due
 * @param version version of the pick
 */
public record PickedJob(String taskInstance, Instant executionTime, long version) {}
