package dev.gatehouse.platform;

import java.time.Duration;

/**
 * A piece of work that every node does now and then. What one node at a time may do locks for
 * itself.
 *
 * @param name of the work, {@code noun.verb}
 * @param interval from the end of one run to the beginning of the next; the first comes at once
 */
public record RecurringTask(String name, Duration interval, Runnable work) {}
