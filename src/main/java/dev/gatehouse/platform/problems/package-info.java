/**
 * How the service says no: one exception, one code per reason, one document on the wire. It hides
 * how each layer (Jersey, filters, Jetty itself) is brought to answer in that one shape. It stands
 * on nothing of the house.
 */
@NullMarked
package dev.gatehouse.platform.problems;

import org.jspecify.annotations.NullMarked;
