package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** The form of an address confirmation. */
record ConfirmationForm(
    @Example("0NGyWZEUnPjCI2SxIqTWpzOzbT4DnSvpxB8Jlqh3kmA") @NotNull String token) {}
