/**
 * Conditional requests (RFC 9110, section 13): entity tags, preconditions, and responses with tags.
 * Home-made beside Jersey's evaluation, which does not know the suffixes that compression adds to
 * tags.
 */
@NullMarked
package dev.gatehouse.platform.conditional;

import org.jspecify.annotations.NullMarked;
