/**
 * Access to PostgreSQL: the pool, Jdbi, transactions, keyset lists, and the time limits that turn
 * an outage into a prompt exception. It hides HikariCP and the driver. PreparedQuery is home-made
 * beside Jdbi because setting up a DAO call costs more than the rest of a hot request.
 */
@NullMarked
package dev.gatehouse.platform.database;

import org.jspecify.annotations.NullMarked;
