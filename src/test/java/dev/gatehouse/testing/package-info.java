/**
 * Shared test support: the real service, database, mail server and browser, started once, and a
 * small language for calling them. It hides how they are started and stopped.
 */
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
