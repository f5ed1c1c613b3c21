package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** The form of a refresh. */
record RefreshForm(@Example("3q2-7wAAAAAAAAAB.kq1x") @NotNull String refreshToken) {}
