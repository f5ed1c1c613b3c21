/** The pool, Jdbi and transactions. It hides the driver. It stands on config. */
@NullMarked
package dev.gatehouse.platform.database;

import org.jspecify.annotations.NullMarked;
