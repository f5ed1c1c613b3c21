package dev.gatehouse.signin;

import jakarta.validation.constraints.NotNull;

/** The second step of a sign-in. */
record MfaForm(@NotNull String mfaToken, @NotNull String code) {}
