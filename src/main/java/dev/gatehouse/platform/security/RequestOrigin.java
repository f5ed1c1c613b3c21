package dev.gatehouse.platform.security;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.problems.SafeText;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a request, for the audit trail and sessions.
 *
 * @param actor the caller; null if anonymous or a command of the operator
 * @param keyId the id of the caller's API key
 * @param client the client's address, behind trusted proxies
 * @param userAgent the User-Agent, cleaned by {@link SafeText}
 * @param requestId the X-Request-ID
 */
public record RequestOrigin(
    @Nullable Actor actor,
    @Nullable Long keyId,
    InetAddress client,
    @Nullable String userAgent,
    @Nullable String requestId) {
  private static final int MAX_USER_AGENT = 500;

  public RequestOrigin {
    userAgent = userAgent == null ? null : SafeText.of(userAgent, MAX_USER_AGENT);
  }

  /** The origin of a command that the operator runs on this machine. */
  public static RequestOrigin ofCommand(String name) {
    return new RequestOrigin(null, null, InetAddress.getLoopbackAddress(), name, null);
  }

  /** The client's address as text, IPv6 as in RFC 5952. */
  public String ip() {
    return InetAddresses.toAddrString(client);
  }

  /** A copy with the caller and the API key that was sent. */
  public RequestOrigin by(Actor caller, long key) {
    return new RequestOrigin(caller, key, client, userAgent, requestId);
  }

  /** A copy with the caller, who sent no API key. */
  public RequestOrigin by(Actor caller) {
    return new RequestOrigin(caller, null, client, userAgent, requestId);
  }

  /** A copy with the user, once known. */
  public RequestOrigin by(long userId) {
    return new RequestOrigin(Actor.person(userId), null, client, userAgent, requestId);
  }
}
