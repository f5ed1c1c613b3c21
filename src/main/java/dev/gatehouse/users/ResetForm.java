package dev.gatehouse.users;

import dev.gatehouse.passwords.NewPassword;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** A new password, with the token of a link. */
record ResetForm(
    @Example("0NGyWZEUnPjCI2SxIqTWpzOzbT4DnSvpxB8Jlqh3kmA") @NotNull String token,
    @NotNull @NewPassword String newPassword) {}
