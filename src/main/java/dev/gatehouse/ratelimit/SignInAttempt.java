package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.RequestOrigin;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Somebody who gives a password.
 *
 * @param account the address given, in normal form, whether or not anybody has it
 * @param userId whose address it is
 * @param origin where the password comes from
 */
public record SignInAttempt(String account, Optional<Long> userId, RequestOrigin origin) {
  public InetAddress client() {
    return origin.client();
  }
}
