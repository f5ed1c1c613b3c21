package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;

/** The form of a password reset request. */
record ForgotForm(@NotNull @EmailAddress String email) {
  ForgotForm {
    email = EmailAddress.Normal.of(email);
  }
}
