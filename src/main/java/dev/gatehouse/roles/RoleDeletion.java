package dev.gatehouse.roles;

import dev.gatehouse.platform.openapi.About;
import org.jspecify.annotations.Nullable;

/** The parameters of a deletion. */
record RoleDeletion(
    @About("Whether the role is taken from all who have it; otherwise one in use stays.")
        @Nullable Boolean force) {
  boolean isForced() {
    return force != null && force;
  }
}
