/**
 * Sessions from sign-in to their end, and the refresh tokens that keep them open. It hides how
 * refresh tokens are made and replaced. It stands on the platform and knows a user id, not a user.
 */
@NullMarked
package dev.gatehouse.sessions;

import org.jspecify.annotations.NullMarked;
