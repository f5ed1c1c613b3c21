/**
 * The Jetty server: connectors, the handlers before Jersey, the request log and the shutdown.
 *
 * <p>The server factory is our own, because Dropwizard's have a request log, compression and error
 * pages that differ from the contract; the shutdown is, because the JVM's exits with 143.
 */
@NullMarked
package dev.gatehouse.platform.server;

import org.jspecify.annotations.NullMarked;
