/**
 * Counts and measures what the service does, and exposes it on the admin port. It hides the
 * Prometheus client.
 */
@NullMarked
package dev.gatehouse.platform.metrics;

import org.jspecify.annotations.NullMarked;
