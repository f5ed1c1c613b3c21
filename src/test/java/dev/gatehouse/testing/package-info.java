/**
 * What the tests of every feature stand on: real things, started once, and a language to speak of
 * them. It hides how they are started and stopped. It stands on {@code platform}.
 */
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
