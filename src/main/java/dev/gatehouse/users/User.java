package dev.gatehouse.users;

import java.time.Instant;

/**
 * An account.
 *
 * @param email in normal form
 * @param version incremented by each change
 */
public record User(
    long id,
    String email,
    String fullName,
    boolean isActive,
    boolean isAdmin,
    boolean emailVerified,
    boolean mfaEnabled,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** An administrator who can sign in. */
  boolean isActiveAdmin() {
    return isActive && isAdmin;
  }
}
