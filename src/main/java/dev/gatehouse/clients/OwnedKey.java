package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Actor;
import org.jspecify.annotations.Nullable;

/** A key of a user or of an account. */
public record OwnedKey(long id, @Nullable Long userId, @Nullable Long accountId) {
  Actor owner() {
    if (userId != null) {
      return Actor.person(userId);
    }
    if (accountId != null) {
      return Actor.serviceAccount(accountId);
    }
    throw new IllegalStateException("The key " + id + " has no owner");
  }
}
