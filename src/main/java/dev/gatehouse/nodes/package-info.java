/**
 * The nodes that share the database, and the copies that each keeps of parts of it. Hides how a
 * node tells that it is alive. Depends on the platform.
 */
@NullMarked
package dev.gatehouse.nodes;

import org.jspecify.annotations.NullMarked;
