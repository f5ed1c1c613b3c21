package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** A refresh token to be replaced. */
record RefreshForm(@Example("3q2-7wAAAAAAAAAB.kq1x") @NotNull String refreshToken) {}
