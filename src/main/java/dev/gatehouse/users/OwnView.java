package dev.gatehouse.users;

import dev.gatehouse.idempotency.DeletedWithUser;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.roles.RoleNames;
import java.time.Instant;
import java.util.List;

/** The caller's own account, with what the caller may do. */
record OwnView(
    long id,
    @TextFormat(format = "email") @Example("ann@example.com") String email,
    @Example("Ann Lee") String fullName,
    boolean isActive,
    boolean isAdmin,
    @Example("[\"editor\"]") List<String> roles,
    @Example("[\"me:read\",\"me:write\",\"products:write\"]") List<String> permissions,
    boolean emailVerified,
    boolean mfaEnabled,
    Instant createdAt,
    Instant updatedAt)
    implements DeletedWithUser {
  static OwnView of(User user, List<String> permissions) {
    return new OwnView(
        user.id(),
        user.email(),
        user.fullName(),
        user.isActive(),
        user.isAdmin(),
        RoleNames.shown(user.roles(), user.isAdmin()),
        permissions,
        user.emailVerified(),
        user.mfaEnabled(),
        user.createdAt(),
        user.updatedAt());
  }
}
