/**
 * Jersey as the contract requires it: access checks, binding of bodies and queries, interceptors
 * around methods, and one problem document for every failure. Hides Jersey from the features. It is
 * configured by hand because Dropwizard's setup brings exception mappers that do not write problem
 * documents, readers that coerce types and a timer on every request, and offers no way to remove
 * them.
 */
@NullMarked
package dev.gatehouse.platform.rest;

import org.jspecify.annotations.NullMarked;
