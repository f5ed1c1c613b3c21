package dev.gatehouse.clients;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Proof of identity for a rotation. */
record KeyProof(
    @Example("your current password") @NotNull String currentPassword,
    @Example("123456") @Nullable String code) {}
