package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Proof of who asks for the deletion of the own account. */
record OwnDeletion(
    @Example("pw12345678") @NotNull String currentPassword,
    @Example("123456") @Nullable String code) {}
