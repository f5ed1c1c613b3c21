/**
 * Sign-in: from a password to a session and its tokens, and from a token to the user. Hides the
 * query that joins session and user. Depends on passwords, tokens, sessions and users.
 */
@NullMarked
package dev.gatehouse.signin;

import org.jspecify.annotations.NullMarked;
