/**
 * Who is asking, and the keys of the house. It hides how a caller was recognised and how keys are
 * derived from the one secret. It stands on the JDK's cryptography alone.
 */
@NullMarked
package dev.gatehouse.platform.security;

import org.jspecify.annotations.NullMarked;
