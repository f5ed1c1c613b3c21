package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Proof of identity alone. */
record ProofForm(
    @Example("your current password") @NotNull String currentPassword,
    @Example("123456") @Nullable String code) {}
