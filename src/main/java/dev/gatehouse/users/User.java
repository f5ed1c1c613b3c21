package dev.gatehouse.users;

import java.time.Instant;
import java.util.List;

/**
 * An account.
 *
 * @param email in normal form
 * @param version incremented by each change
 * @param roles without the built-in ones, sorted
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
    Instant updatedAt,
    List<String> roles) {

  /** An administrator who can sign in. */
  boolean isActiveAdmin() {
    return isActive && isAdmin;
  }
}
