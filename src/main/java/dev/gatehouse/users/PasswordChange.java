package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new password, with proof of identity. */
record PasswordChange(
    @NotNull @NewPassword String newPassword,
    @Example("your current password") @NotNull String currentPassword,
    @Example("123456") @Nullable String code) {}
