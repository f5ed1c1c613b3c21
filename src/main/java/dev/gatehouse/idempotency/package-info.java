/**
 * Does what a request with an Idempotency-Key asks once, and gives whoever repeats it the first
 * answer again. How requests are told apart and answers kept is hidden. It stands on the platform
 * alone, and features need not know of it but to read uploads.
 */
@NullMarked
package dev.gatehouse.idempotency;

import org.jspecify.annotations.NullMarked;
