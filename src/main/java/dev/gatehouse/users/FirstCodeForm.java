package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** The first code of a new second factor. */
record FirstCodeForm(@Example("123456") @NotNull String code) {}
