package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A sign-up. Only callers with {@code users:write} may set the flags. */
public record NewUser(
    @NotNull @EmailAddress String email,
    @NotNull @FullName String fullName,
    @NotNull @NewPassword String password,
    @Nullable Boolean isActive,
    @Nullable Boolean isAdmin,
    @Nullable Boolean emailVerified) {
  public NewUser {
    email = EmailAddress.Normal.of(email);
    fullName = FullName.Trimmed.of(fullName);
  }

  /** An administrator's account with a verified address. */
  public static NewUser admin(String email, String password) {
    return new NewUser(email, "Administrator", password, true, true, true);
  }

  boolean setsFlags() {
    return isActive != null || isAdmin != null || emailVerified != null;
  }

  boolean activeOrDefault() {
    return isActive == null || isActive;
  }

  boolean adminOrDefault() {
    return isAdmin != null && isAdmin;
  }

  boolean verifiedOrDefault() {
    return emailVerified != null && emailVerified;
  }
}
