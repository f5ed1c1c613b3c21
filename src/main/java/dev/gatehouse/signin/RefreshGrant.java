package dev.gatehouse.signin;

import java.util.List;
import java.util.Optional;

/**
 * A refresh.
 *
 * @param clientId the client that asks, if it says so
 * @param scope the permissions to limit the access token to, if any
 */
public record RefreshGrant(
    String refreshToken, Optional<String> clientId, Optional<List<String>> scope) {
  /** A refresh that asks for nothing else. */
  public static RefreshGrant of(String refreshToken) {
    return new RefreshGrant(refreshToken, Optional.empty(), Optional.empty());
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "RefreshGrant";
  }
}
