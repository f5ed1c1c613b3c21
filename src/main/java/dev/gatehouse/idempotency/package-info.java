/**
 * Executes a request with an Idempotency-Key once and replays its response to repeats. Hides how
 * requests are told apart and responses stored. Depends on the platform alone; features need it
 * only to read uploads.
 */
@NullMarked
package dev.gatehouse.idempotency;

import org.jspecify.annotations.NullMarked;
