package dev.gatehouse.platform.security;

import com.google.common.base.CharMatcher;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}, {@code ::1} or {@code fd00::/8}. IPv4 mapped
 * into IPv6 counts as IPv4, in addresses and in ranges.
 */
public final class Network {
  private static final CharMatcher LITERAL = CharMatcher.anyOf("0123456789abcdefABCDEF:.");

  private static final byte[] NONE = {};

  private final byte[] address;
  private final int prefix;

  private Network(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /** Reads a CIDR or a single address; empty if the text is neither. */
  public static Optional<Network> parse(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = literal(parts[0]).map(InetAddress::getAddress).orElse(NONE);
    int bits = address.length * 8;
    boolean isMapped = bits == 32 && parts[0].indexOf(':') >= 0;
    int prefix = parts.length == 1 ? bits : prefixOf(parts[1]) - (isMapped ? 96 : 0);
    return bits == 0 || prefix < 0 || prefix > bits
        ? Optional.empty()
        : Optional.of(new Network(address, prefix));
  }

  private static int prefixOf(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** Whether there are no networks, in CIDR notation, or the address is in one of them. */
  public static boolean areAllowing(List<String> networks, Supplier<InetAddress> address) {
    if (networks.isEmpty()) {
      return true;
    }
    InetAddress candidate = address.get();
    return networks.stream()
        .flatMap(network -> parse(network).stream())
        .anyMatch(network -> network.contains(candidate));
  }

  /** Whether the address is in this range. */
  public boolean contains(InetAddress candidate) {
    byte[] other = candidate.getAddress();
    int ignored = address.length * 8 - prefix;
    return other.length == address.length
        && new BigInteger(1, other).xor(new BigInteger(1, address)).shiftRight(ignored).signum()
            == 0;
  }

  /** Whether all addresses of the other network are in this range. */
  public boolean contains(Network other) {
    return prefix <= other.prefix && contains(of(other.address));
  }

  /**
   * Parses the literal of an address; names are not resolved.
   *
   * @param text may have a port, and brackets around IPv6, as some proxies write it
   */
  public static Optional<InetAddress> address(String text) {
    try {
      return literal(HostAndPort.fromString(text).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> literal(String text) {
    // Guava also accepts the digits of other scripts, and names of interfaces
    return LITERAL.matchesAllOf(text) && InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text))
        : Optional.empty();
  }

  /** The same address without the interface that a link-local one arrived on. */
  public static InetAddress withoutScope(InetAddress address) {
    return address instanceof Inet4Address ? address : of(address.getAddress());
  }

  /** The key of a host: its IPv4 address, or the first address of its IPv6 /64. */
  public static InetAddress ofHost(InetAddress address) {
    return address instanceof Inet4Address ? address : of(firstHalf(address.getAddress()));
  }

  private static byte[] firstHalf(byte[] address) {
    return Arrays.copyOf(Arrays.copyOf(address, address.length / 2), address.length);
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
