package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;

/** The address of somebody who has forgotten a password. */
record ForgotForm(@NotNull @EmailAddress String email) {
  ForgotForm {
    email = EmailAddress.Normal.of(email);
  }
}
