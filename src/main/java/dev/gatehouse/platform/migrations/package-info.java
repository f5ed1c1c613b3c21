/**
 * Applies the change sets in the jar, compares a database with them and checks the privileges of
 * the service's role. It hides Liquibase. The changelog parser and the lock are home-made, because
 * Liquibase is slow to start and its lock survives a killed process.
 */
@NullMarked
package dev.gatehouse.platform.migrations;

import org.jspecify.annotations.NullMarked;
