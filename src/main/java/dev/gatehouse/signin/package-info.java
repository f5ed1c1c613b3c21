/**
 * Signing in: from a password to a session and its tokens, and from a token back to the user. It
 * hides the one query that joins session and user. It stands on passwords, tokens, sessions and
 * users.
 */
@NullMarked
package dev.gatehouse.signin;

import org.jspecify.annotations.NullMarked;
