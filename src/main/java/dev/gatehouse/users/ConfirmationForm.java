package dev.gatehouse.users;

import jakarta.validation.constraints.NotNull;

/** The token of a link that was sent to an address. */
record ConfirmationForm(@NotNull String token) {}
