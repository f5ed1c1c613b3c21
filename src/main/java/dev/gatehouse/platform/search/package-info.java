/**
 * How texts are folded so that a search finds them in any case, the same on every database. It
 * hides the rules of case and of LIKE patterns. It stands on nothing of the house.
 */
@NullMarked
package dev.gatehouse.platform.search;

import org.jspecify.annotations.NullMarked;
