package dev.gatehouse.signin;

import dev.gatehouse.users.User;
import java.util.List;
import java.util.Optional;

/**
 * Whoever a token is of.
 *
 * @param permissions that the roles give; none of an administrator, who holds all
 * @param scope of the session; empty if it has none
 */
record SignedIn(User user, List<String> permissions, Optional<List<String>> scope) {}
