/**
 * The embedded PostgreSQL: its binaries, its data directory, and its server process, which is
 * started again when it dies.
 */
@NullMarked
package dev.gatehouse.platform.postgres;

import org.jspecify.annotations.NullMarked;
