/**
 * Jersey as the contract wants it: access checks, binding of bodies and queries, interceptors
 * around methods, and one problem document for every failure. Hides Jersey from the features.
 */
@NullMarked
package dev.gatehouse.platform.rest;

import org.jspecify.annotations.NullMarked;
