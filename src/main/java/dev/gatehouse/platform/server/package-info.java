/** The Jetty server: connectors, the handlers before Jersey, the request log and the shutdown. */
@NullMarked
package dev.gatehouse.platform.server;

import org.jspecify.annotations.NullMarked;
