/**
 * The one PostgreSQL: its pool, transactions, schema, and the server that the service brings along
 * where it is given none. It hides HikariCP, the driver, Liquibase, and every time limit by which a
 * database that is away becomes an exception in time. It stands on {@code config}.
 */
@NullMarked
package dev.gatehouse.platform.database;

import org.jspecify.annotations.NullMarked;
