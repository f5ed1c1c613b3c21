/**
 * Declares and collects resource methods: routes, their annotations, and what each of them asks of
 * a request.
 */
@NullMarked
package dev.gatehouse.platform.routing;

import org.jspecify.annotations.NullMarked;
