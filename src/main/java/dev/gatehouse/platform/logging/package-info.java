/**
 * The log: one JSON object a line, on standard output for the service and on standard error for
 * commands. It hides Logback, how lines are escaped and how they are gathered into few writes. It
 * stands on nothing of the house.
 */
@NullMarked
package dev.gatehouse.platform.logging;

import org.jspecify.annotations.NullMarked;
