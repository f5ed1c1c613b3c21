/**
 * Work that outlives its request and its node: enqueued in the transaction that asks for it, run by
 * whichever node is up, and recurring works. It hides the engine (db-scheduler), leases and
 * retries. It stands on the platform and the audit trail.
 */
@NullMarked
package dev.gatehouse.jobs;

import org.jspecify.annotations.NullMarked;
