package dev.gatehouse.users;

import java.util.Optional;

/** An account with its password hash. */
record StoredAccount(User user, Optional<String> hash) {
  AccountLine toLine() {
    return new AccountLine(
        user.email(),
        user.fullName(),
        user.isActive(),
        user.isAdmin(),
        user.roles().isEmpty() ? null : user.roles(),
        user.emailVerified(),
        user.createdAt(),
        hash.orElse(null));
  }
}
