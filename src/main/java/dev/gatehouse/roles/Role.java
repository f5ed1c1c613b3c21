package dev.gatehouse.roles;

import dev.gatehouse.platform.security.HeldPermissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param id its place among others; negative if it is built in
 * @param permissions may have names that this release does not know
 * @param createdAt null if it is built in
 */
record Role(
    long id,
    String name,
    String description,
    List<String> permissions,
    long version,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {
  HeldPermissions held() {
    return new HeldPermissions(name.equals(BuiltInRole.ADMIN), java.util.Set.copyOf(permissions));
  }
}
