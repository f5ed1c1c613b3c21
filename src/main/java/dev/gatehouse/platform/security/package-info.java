/**
 * The caller of a request, and the keys of the service. It hides how keys are derived, and uses the
 * JDK's cryptography only.
 */
@NullMarked
package dev.gatehouse.platform.security;

import org.jspecify.annotations.NullMarked;
