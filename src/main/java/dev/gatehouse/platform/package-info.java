/**
 * The basis of every feature, which knows no feature: code that needs the word "user" or "product"
 * to be explained does not belong here. It hides Dropwizard, Jetty and the connection pool. It
 * depends on no other package of the service.
 */
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
