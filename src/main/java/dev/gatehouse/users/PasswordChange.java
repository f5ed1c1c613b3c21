package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new password with proof of who asks. */
record PasswordChange(
    @NotNull @NewPassword String newPassword,
    @NotNull String currentPassword,
    @Nullable String code) {}
