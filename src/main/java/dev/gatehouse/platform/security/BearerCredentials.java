package dev.gatehouse.platform.security;

import java.util.function.Supplier;

/**
 * What a client sent to authenticate.
 *
 * @param token an access token or an API key, not yet verified
 * @param origin of the request, without a caller; made only where it is asked for
 */
public record BearerCredentials(String token, Supplier<RequestOrigin> origin) {
  /** Hides the token. */
  @Override
  public String toString() {
    return "BearerCredentials";
  }
}
