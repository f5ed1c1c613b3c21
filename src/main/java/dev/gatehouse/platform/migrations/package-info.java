/**
 * The schema: applies the change sets in the jar, tells how a database compares with them, and
 * checks the privileges of the service's role. Hides Liquibase.
 */
@NullMarked
package dev.gatehouse.platform.migrations;

import org.jspecify.annotations.NullMarked;
