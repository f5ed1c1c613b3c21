package dev.gatehouse.jobs;

import java.time.Instant;

/**
 * A job that this node has picked.
 *
 * @param taskInstance its id, as the engine keeps it
 * @param executionTime when it was due
 * @param version of the pick
 */
public record PickedJob(String taskInstance, Instant executionTime, long version) {}
