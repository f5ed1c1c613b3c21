/**
 * Access tokens with the keys that sign them, and one-time tokens. Hides the JWT library and where
 * keys are kept. Uses nodes and audit.
 */
@NullMarked
package dev.gatehouse.tokens;

import org.jspecify.annotations.NullMarked;
