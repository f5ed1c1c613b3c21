/**
 * What operators look at: whether the process lives, whether it is ready. It hides what is checked.
 * It stands on the platform.
 */
@NullMarked
package dev.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
