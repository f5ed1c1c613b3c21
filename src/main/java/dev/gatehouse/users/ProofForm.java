package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Proof of who asks, and nothing else. */
record ProofForm(@NotNull String currentPassword, @Nullable String code) {}
