/**
 * How the service reports errors: one exception, one code per reason, one JSON document. It hides
 * the mapping from failures to statuses and the cleaning of echoed text.
 */
@NullMarked
package dev.gatehouse.platform.problems;

import org.jspecify.annotations.NullMarked;
