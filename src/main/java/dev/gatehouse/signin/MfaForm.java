package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** The form of a sign-in's second step. */
record MfaForm(
    @Example("3q2-7wAAAAAAAAAB") @NotNull String mfaToken,
    @Example("123456") @NotNull String code) {}
