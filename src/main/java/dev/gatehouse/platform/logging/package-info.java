/**
 * Logs one JSON object per line, on standard output for the service and on standard error for
 * commands. It hides Logback, escaping and buffering. The writer is home-made so that formatting
 * costs little CPU and no line is lost when the process ends.
 */
@NullMarked
package dev.gatehouse.platform.logging;

import org.jspecify.annotations.NullMarked;
