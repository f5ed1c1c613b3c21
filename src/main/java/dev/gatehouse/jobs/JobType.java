package dev.gatehouse.jobs;

/**
 * A kind of job.
 *
 * @param name what administrators see, {@code noun.verb}; never changes, as rows hold it
 * @param payload what a job is told, kept as JSON: names and types of its components may only grow
 */
public record JobType<T extends Record>(String name, Class<T> payload) {}
