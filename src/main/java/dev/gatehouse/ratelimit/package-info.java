/**
 * Counts tries in the database for all nodes together and says when one is too many. It hides the
 * counters. It stands on the platform.
 */
@NullMarked
package dev.gatehouse.ratelimit;

import org.jspecify.annotations.NullMarked;
