package dev.gatehouse.platform;

/**
 * A type of job.
 *
 * @param name {@code noun.verb}, shown to administrators and stored in rows, so it never changes
 * @param payload stored as JSON: components may be added, but never renamed or retyped
 */
public record JobType<T extends Record>(String name, Class<T> payload) {}
