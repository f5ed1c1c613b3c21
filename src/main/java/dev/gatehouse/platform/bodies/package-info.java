/**
 * Request bodies from their arrival to their last byte: read without a thread, unpacked, and
 * counted in one budget of bytes.
 */
@NullMarked
package dev.gatehouse.platform.bodies;

import org.jspecify.annotations.NullMarked;
