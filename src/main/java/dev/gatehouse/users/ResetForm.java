package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import jakarta.validation.constraints.NotNull;

/** A new password from whoever got the link. */
record ResetForm(@NotNull String token, @NotNull @NewPassword String newPassword) {}
