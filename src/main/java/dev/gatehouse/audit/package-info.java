/**
 * The audit trail: who did what and from where, written in the transaction of the action. Hides how
 * entries are chained, erased, pruned and verified. Depends on the platform alone.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
