package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/**
 * A feature's own access check, beyond roles, for methods that name it by {@link RestrictedBy}, or
 * for the values of a query that only some may ask for. Thread-safe.
 */
@FunctionalInterface
public interface AccessRule {
  /** Throws a failure if the caller, if any, may not use the method now. */
  void check(Optional<Caller> caller);

  /** As above, for a path with an {@link PathIds#ID}; its row may not exist. */
  default void check(Optional<Caller> caller, long id) {
    check(caller);
  }
}
