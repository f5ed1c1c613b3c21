package dev.gatehouse.signin;

import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.sessions.SessionOwner;
import java.util.List;

/** The owner of an account that is locked for a sign-in. */
public record LockedOwner(
    String email, boolean mfaEnabled, boolean emailVerified, boolean isAdmin, List<String> roles) {
  SessionOwner asSessionOwner() {
    return new SessionOwner(isAdmin, roles, emailVerified);
  }

  GivenRoles given() {
    return new GivenRoles(isAdmin, roles);
  }
}
