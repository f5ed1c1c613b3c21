/**
 * Background jobs, enqueued in the caller's transaction and run by any live node, and recurring
 * tasks. Hides db-scheduler, leases and retries. Depends on the platform and the audit trail.
 */
@NullMarked
package dev.gatehouse.jobs;

import org.jspecify.annotations.NullMarked;
