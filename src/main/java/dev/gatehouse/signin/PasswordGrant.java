package dev.gatehouse.signin;

import java.util.List;
import java.util.Optional;

/**
 * A sign-in by password.
 *
 * @param scope the permissions that it asks for, if any
 * @param clientId the OAuth2 client that signs in
 */
public record PasswordGrant(
    String username, String password, Optional<List<String>> scope, String clientId) {
  /** The client of whoever names none. */
  public static final String DEFAULT_CLIENT = "gatehouse";

  /** Hides the password. */
  @Override
  public String toString() {
    return "PasswordGrant[" + clientId + ']';
  }
}
