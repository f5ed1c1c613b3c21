/**
 * Access to PostgreSQL: the pool, Jdbi, transactions, lists by key, and every time limit by which a
 * database that is away becomes an exception in time. Hides HikariCP and the driver.
 */
@NullMarked
package dev.gatehouse.platform.database;

import org.jspecify.annotations.NullMarked;
