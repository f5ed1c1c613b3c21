/**
 * Sessions from sign-in to their end, and their refresh tokens. Hides how refresh tokens are made
 * and replaced. Depends on the platform; knows user ids, not users.
 */
@NullMarked
package dev.gatehouse.sessions;

import org.jspecify.annotations.NullMarked;
