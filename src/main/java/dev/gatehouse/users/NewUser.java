package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import dev.gatehouse.roles.RoleNames;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sign-up. Only callers with {@code users:write} may set flags and roles. */
public record NewUser(
    @NotNull @EmailAddress String email,
    @NotNull @FullName String fullName,
    @NotNull @NewPassword String password,
    @Nullable Boolean isActive,
    @Nullable Boolean isAdmin,
    @Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY) @Nullable List<String> roles,
    @Nullable Boolean emailVerified) {
  public NewUser {
    email = EmailAddress.Normal.of(email);
    fullName = FullName.Trimmed.of(fullName);
  }

  /** An administrator's account with a verified address. */
  public static NewUser admin(String email, String password) {
    return new NewUser(email, "Administrator", password, true, true, null, true);
  }

  boolean setsFlags() {
    return isActive != null || isAdmin != null || roles != null || emailVerified != null;
  }

  boolean activeOrDefault() {
    return isActive == null || isActive;
  }

  boolean adminOrDefault() {
    return roles == null ? isAdmin != null && isAdmin : RoleNames.haveAdmin(roles);
  }

  /** The roles that are rows. */
  List<String> storedRoles() {
    return roles == null ? List.of() : RoleNames.stored(roles);
  }

  boolean verifiedOrDefault() {
    return emailVerified != null && emailVerified;
  }
}
