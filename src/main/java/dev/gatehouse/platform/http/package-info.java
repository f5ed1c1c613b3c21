/**
 * The basis of both the server and Jersey: the request under way, its client and its ids, the
 * connection it came on, and the headers of every response.
 */
@NullMarked
package dev.gatehouse.platform.http;

import org.jspecify.annotations.NullMarked;
