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

  /** The same for a method whose path has an {@link PathIds#ID}, of which there may be no row. */
  default void check(Optional<Caller> caller, long id) {
    check(caller);
  }
}
