package dev.gatehouse.ratelimit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A client's location for limits. An IPv6 /64 counts as one address, because a single host usually
 * has a whole one.
 */
public final class ClientNetwork {
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** The IPv4 address or the IPv6 /64. */
  public static String address(InetAddress client) {
    return prefix(client.getAddress(), IPV4_BYTES);
  }

  /** The IPv4 /24 or the IPv6 /64. */
  public static String network(InetAddress client) {
    return prefix(client.getAddress(), IPV4_NETWORK_BYTES);
  }

  private static String prefix(byte[] address, int ofIpv4) {
    int length = address.length == IPV4_BYTES ? ofIpv4 : IPV6_NETWORK_BYTES;
    return HexFormat.of().formatHex(Arrays.copyOf(address, length));
  }
}
