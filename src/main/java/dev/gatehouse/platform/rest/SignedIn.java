package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Roles;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The security context of a request with a good token. */
record SignedIn(Caller caller) implements SecurityContext {
  @Override
  public Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public boolean isUserInRole(String role) {
    return Roles.ADMIN.equals(role) && caller.isAdmin();
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
