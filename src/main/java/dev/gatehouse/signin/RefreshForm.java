package dev.gatehouse.signin;

import jakarta.validation.constraints.NotNull;

/** A refresh token to be replaced. */
record RefreshForm(@NotNull String refreshToken) {}
