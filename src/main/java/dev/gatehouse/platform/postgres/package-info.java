/**
 * The embedded PostgreSQL: its binaries, its data directory and its server process, which is
 * restarted when it dies. It hides processes, file locks and users. Home-made on zonky's binaries,
 * because that library is meant for tests and is neither durable nor secure.
 */
@NullMarked
package dev.gatehouse.platform.postgres;

import org.jspecify.annotations.NullMarked;
