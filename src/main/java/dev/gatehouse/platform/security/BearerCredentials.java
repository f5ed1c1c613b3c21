package dev.gatehouse.platform.security;

/**
 * What a client sent to authenticate.
 *
 * @param token an access token or an API key, not yet verified
 * @param origin of the request, without a caller
 */
public record BearerCredentials(String token, RequestOrigin origin) {
  /** Hides the token. */
  @Override
  public String toString() {
    return "BearerCredentials[" + origin.requestId() + ']';
  }
}
