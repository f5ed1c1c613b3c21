/**
 * What every feature stands on and that knows no feature: if a sentence about it needs the word
 * "user" or "product", it does not belong here. It hides Dropwizard, Jetty and the connection pool.
 * It stands on nothing of the house.
 */
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
