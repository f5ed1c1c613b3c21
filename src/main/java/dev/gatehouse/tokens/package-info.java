/**
 * Access tokens and the keys that sign them. It hides the JWT library from everybody else. It
 * stands on the platform.
 */
@NullMarked
package dev.gatehouse.tokens;

import org.jspecify.annotations.NullMarked;
