/**
 * Folds texts so that searches ignore case and combining marks in the same way on every database.
 * It hides folding and LIKE patterns.
 */
@NullMarked
package dev.gatehouse.platform.search;

import org.jspecify.annotations.NullMarked;
