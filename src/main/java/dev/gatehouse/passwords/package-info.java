/**
 * Password hashes by user id, hashing and the password policy. Hides the schemes and the bulkhead.
 * Depends on the platform and on ratelimit's notion of a network.
 */
@NullMarked
package dev.gatehouse.passwords;

import org.jspecify.annotations.NullMarked;
