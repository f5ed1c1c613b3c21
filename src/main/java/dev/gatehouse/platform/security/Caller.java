package dev.gatehouse.platform.security;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whoever a request's token or key belongs to, according to the database. A resource method that
 * takes one of the subtypes refuses all others.
 */
public sealed interface Caller extends Principal {
  Actor actor();

  /** The id of the API key that was sent, or that the token was issued for. */
  Optional<Long> keyId();

  /** The permissions that the caller held when the request came. */
  HeldPermissions held();

  default boolean may(String permission) {
    return held().contains(permission);
  }

  default boolean may(Permission permission) {
    return may(permission.text());
  }

  /**
   * Requires one of these permissions.
   *
   * @throws Failure {@code insufficient_scope} if only the scope lacks them, otherwise {@code
   *     forbidden}
   */
  default void requireOneOf(List<String> permissions) {
    for (String permission : permissions) {
      if (may(permission)) {
        return;
      }
    }
    throw Failure.of(
        permissions.stream().anyMatch(held()::isHeldByOwner)
            ? CommonCode.INSUFFICIENT_SCOPE
            : CommonCode.FORBIDDEN);
  }

  /** The same for constants. */
  default void requireOneOf(Permission... permissions) {
    requireOneOf(Stream.of(permissions).map(Permission::text).toList());
  }

  /** The session of a person who signed in; empty for programs. */
  default Optional<UUID> session() {
    return this instanceof SignedInPerson person
        ? Optional.of(person.sessionId())
        : Optional.empty();
  }

  @Override
  default String getName() {
    return actor().text();
  }

  /** A person, who has an account. */
  sealed interface Person extends Caller {
    long id();

    @Override
    default Actor actor() {
      return Actor.person(id());
    }
  }

  /** A person who has signed in. */
  non-sealed interface SignedInPerson extends Person {
    UUID sessionId();

    @Override
    default Optional<Long> keyId() {
      return Optional.empty();
    }
  }

  /** A person's program, which uses an API key of that person. */
  non-sealed interface PersonByKey extends Person {}

  /** A program with an account of its own, which no person can sign in to. */
  non-sealed interface ServiceAccount extends Caller {
    long id();

    @Override
    default Actor actor() {
      return Actor.serviceAccount(id());
    }
  }
}
