package dev.gatehouse.platform.security;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client sent to authenticate.
 *
 * @param token an access token or an API key, not yet verified
 * @param clientId the OAuth 2 client that it claims to be, whose API key the token then is
 * @param origin of the request, without a caller; made only where it is asked for
 */
public record BearerCredentials(
    String token, Optional<String> clientId, Supplier<RequestOrigin> origin) {
  /** What is sent as a Bearer token. */
  public BearerCredentials(String token, Supplier<RequestOrigin> origin) {
    this(token, Optional.empty(), origin);
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "BearerCredentials";
  }
}
