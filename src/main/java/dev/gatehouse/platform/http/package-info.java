/**
 * The basis of both the server and Jersey: the request under way, its client and its ids, the
 * connection it came on, the headers of every response, and the query.
 */
@NullMarked
package dev.gatehouse.platform.http;

import org.jspecify.annotations.NullMarked;
