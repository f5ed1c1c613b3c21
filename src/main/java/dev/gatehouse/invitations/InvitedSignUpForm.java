package dev.gatehouse.invitations;

import dev.gatehouse.passwords.NewPassword;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.users.FullName;
import jakarta.validation.constraints.NotNull;

/** The sign-up of somebody invited, with the token of the link. */
record InvitedSignUpForm(
    @Example("0NGyWZEUnPjCI2SxIqTWpzOzbT4DnSvpxB8Jlqh3kmA") @NotNull String token,
    @NotNull @FullName String fullName,
    @NotNull @NewPassword String password) {
  InvitedSignUpForm {
    fullName = FullName.Trimmed.of(fullName);
  }
}
