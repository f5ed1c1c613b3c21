/**
 * Conditional requests (RFC 9110 13): entity tags, preconditions, and the responses that carry
 * tags.
 */
@NullMarked
package dev.gatehouse.platform.conditional;

import org.jspecify.annotations.NullMarked;
