/**
 * What the service counts and measures, and its exposition on the admin port. It hides the
 * Prometheus client from everybody else. It stands on nothing of the house.
 */
@NullMarked
package dev.gatehouse.platform.metrics;

import org.jspecify.annotations.NullMarked;
