/**
 * Request bodies from their first byte to their last: read without a thread, decompressed, and
 * counted in one budget.
 *
 * <p>Home-made, because Jetty's {@code EagerContentHandler} and {@code SizeLimitHandler} know
 * neither a budget for all bodies nor one that can be ended to make room.
 */
@NullMarked
package dev.gatehouse.platform.bodies;

import org.jspecify.annotations.NullMarked;
