package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;

/** The first code of a new second factor. */
record FirstCodeForm(@NotNull String code) {}
