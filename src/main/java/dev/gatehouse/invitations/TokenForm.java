package dev.gatehouse.invitations;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** The token of an invitation's link. */
record TokenForm(@Example("0NGyWZEUnPjCI2SxIqTWpzOzbT4DnSvpxB8Jlqh3kmA") @NotNull String token) {}
