package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.RequestOrigin;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An attempt to prove an identity with a password.
 *
 * @param account the given address in normal form, whether or not an account has it
 * @param userId the account with that address
 * @param origin origin of the request
 */
public record SignInAttempt(String account, Optional<Long> userId, RequestOrigin origin) {
  public InetAddress client() {
    return origin.client();
  }
}
