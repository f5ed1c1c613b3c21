package dev.gatehouse.signin;

import dev.gatehouse.roles.GivenRoles;
import java.util.List;

/** The owner of an account that is locked for a sign-in. */
public record LockedOwner(String email, boolean mfaEnabled, boolean isAdmin, List<String> roles) {
  GivenRoles given() {
    return new GivenRoles(isAdmin, roles);
  }
}
