/**
 * Counts tries in the database for all nodes together and says when one is too many. It hides the
 * counters and the networks that owners sign in from. It stands on the platform, and knows a user
 * id and an address, not a user.
 */
@NullMarked
package dev.gatehouse.ratelimit;

import org.jspecify.annotations.NullMarked;
