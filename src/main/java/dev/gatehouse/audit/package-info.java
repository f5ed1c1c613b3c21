/**
 * The audit trail: what was done, by whom and from where, written in the transaction that does it.
 * It hides how entries are chained, erased, pruned and verified. It stands on the platform alone.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
