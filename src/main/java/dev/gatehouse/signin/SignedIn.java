package dev.gatehouse.signin;

import dev.gatehouse.users.User;
import java.util.List;

/**
 * Whoever a token is of.
 *
 * @param permissions that the roles give; none of an administrator, who holds all
 */
record SignedIn(User user, List<String> permissions) {}
