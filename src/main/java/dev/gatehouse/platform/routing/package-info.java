/**
 * Declares resource methods by annotations, and derives routes and the requirements of each request
 * from them. It hides reflection and merges paths that Jersey's own routing would hide from each
 * other.
 */
@NullMarked
package dev.gatehouse.platform.routing;

import org.jspecify.annotations.NullMarked;
