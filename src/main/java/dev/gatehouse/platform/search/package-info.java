/**
 * Folds texts so that searches ignore case in the same way on every database. It hides case folding
 * and LIKE patterns.
 */
@NullMarked
package dev.gatehouse.platform.search;

import org.jspecify.annotations.NullMarked;
