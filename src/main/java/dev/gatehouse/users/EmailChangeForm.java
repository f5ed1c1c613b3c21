package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new address with proof of who asks. */
record EmailChangeForm(
    @NotNull @EmailAddress String newEmail,
    @NotNull String currentPassword,
    @Nullable String code) {
  EmailChangeForm {
    newEmail = EmailAddress.Normal.of(newEmail);
  }
}
