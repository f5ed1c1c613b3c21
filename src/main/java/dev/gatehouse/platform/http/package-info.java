/**
 * The basis of the server and of Jersey: the request context, the client's address and ids, and the
 * headers of every response.
 *
 * <p>Home-made on Jetty's public API: {@link dev.gatehouse.platform.http.ServerEndPoint}, because
 * Jetty drops a head that it refuses, does not look for a client that left and has no idle timeout
 * that starts with the head; and {@link dev.gatehouse.platform.http.Network}, because Jetty's
 * {@code InetAddressSet} resolves names and refuses {@code 10.0.0.1/8}.
 */
@NullMarked
package dev.gatehouse.platform.http;

import org.jspecify.annotations.NullMarked;
