/**
 * HTTP as the contract wants it, around and inside Jersey: ids, CORS, headers, strict bodies, query
 * parameters, lists, entity tags. It hides Jetty and Jersey from the features, whose resources only
 * translate. It stands on problems, binding, security and metrics.
 */
@NullMarked
package dev.gatehouse.platform.http;

import org.jspecify.annotations.NullMarked;
