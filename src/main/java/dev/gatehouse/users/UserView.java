package dev.gatehouse.users;

import dev.gatehouse.idempotency.DeletedWithUser;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.roles.RoleNames;
import java.time.Instant;
import java.util.List;

/** An account, as its owner and those who may read it see it. */
public record UserView(
    long id,
    @TextFormat(format = "email") @Example("ann@example.com") String email,
    @Example("Ann Lee") String fullName,
    boolean isActive,
    boolean isAdmin,
    @Example("[\"editor\"]") List<String> roles,
    boolean emailVerified,
    boolean mfaEnabled,
    Instant createdAt,
    Instant updatedAt)
    implements DeletedWithUser {
  public static UserView of(User user) {
    return new UserView(
        user.id(),
        user.email(),
        user.fullName(),
        user.isActive(),
        user.isAdmin(),
        RoleNames.shown(user.roles(), user.isAdmin()),
        user.emailVerified(),
        user.mfaEnabled(),
        user.createdAt(),
        user.updatedAt());
  }
}
