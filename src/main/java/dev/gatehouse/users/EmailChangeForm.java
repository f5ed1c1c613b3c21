package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new address, with proof of identity. */
record EmailChangeForm(
    @NotNull @EmailAddress String newEmail,
    @Example("your current password") @NotNull String currentPassword,
    @Example("123456") @Nullable String code) {
  EmailChangeForm {
    newEmail = EmailAddress.Normal.of(newEmail);
  }
}
