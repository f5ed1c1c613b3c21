package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Proof of who asks for the deletion of the own account. */
record OwnDeletion(@NotNull String currentPassword, @Nullable String code) {}
