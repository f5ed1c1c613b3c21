/**
 * Limits attempts across all nodes with counters in the database. Hides the counters and the known
 * networks. Depends on the platform; knows user ids and addresses, not users.
 */
@NullMarked
package dev.gatehouse.ratelimit;

import org.jspecify.annotations.NullMarked;
