package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/**
 * A feature's own access check, beyond permissions, for methods that name it in {@link
 * RestrictedBy}, or for queries with parameters that only some callers may use. Thread-safe.
 */
@FunctionalInterface
public interface AccessRule {
  /** Throws a failure if the caller, empty if anonymous, may not use the method now. */
  void check(Optional<Caller> caller);

  /** As above, for a path with an {@link PathIds#ID}; its row may not exist. */
  default void check(Optional<Caller> caller, long id) {
    check(caller);
  }
}
