package dev.gatehouse.platform.security;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.problems.SafeText;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for those who keep it.
 *
 * @param actorId the signed-in user's id; null for a stranger and for the operator's commands
 * @param client the client's address, past trusted proxies
 * @param userAgent what the client calls itself, as an {@link SafeText} leaves it
 * @param requestId the X-Request-ID
 */
public record RequestOrigin(
    @Nullable Long actorId,
    InetAddress client,
    @Nullable String userAgent,
    @Nullable String requestId) {
  private static final int LONGEST_USER_AGENT = 500;

  public RequestOrigin {
    userAgent = userAgent == null ? null : SafeText.of(userAgent, LONGEST_USER_AGENT);
  }

  /** A command that the operator runs on this machine. */
  public static RequestOrigin ofCommand(String name) {
    return new RequestOrigin(null, InetAddress.getLoopbackAddress(), name, null);
  }

  /** The client's address as text, IPv6 as RFC 5952 has it. */
  public String ip() {
    return InetAddresses.toAddrString(client);
  }

  /** The same, once it is known who it is. */
  public RequestOrigin by(long userId) {
    return new RequestOrigin(userId, client, userAgent, requestId);
  }
}
