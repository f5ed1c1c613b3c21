package dev.gatehouse.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A range of addresses, such as {@code 10.0.0.0/8}, {@code ::1} or {@code fd00::/8}. */
public final class Network {
  private final byte[] address;
  private final int prefix;

  private Network(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /**
   * Reads a CIDR or a single address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    byte[] address =
        address(host)
            .orElseThrow(() -> new IllegalArgumentException("no network: " + text))
            .getAddress();
    int bits = address.length * 8;
    int prefix = bits;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      prefix = isDecimal(digits, 3) ? Integer.parseInt(digits) : -1;
      if (host.indexOf(':') >= 0 && bits == 32) {
        prefix -= 96;
      }
    }
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("no network: " + text);
    }
    return new Network(address, prefix);
  }

  /** Whether the address is in this range. */
  public boolean contains(InetAddress candidate) {
    byte[] other = candidate.getAddress();
    if (other.length != address.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (other[i] != address[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((other[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
  }

  /**
   * An address from its literal, never from a name; one that is IPv4 inside IPv6 becomes IPv4.
   *
   * @param text also with a port, and IPv6 in brackets, as some proxies write it
   */
  public static Optional<InetAddress> address(String text) {
    String literal = text;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      boolean port =
          end > 0 && text.startsWith(":", end + 1) && isDecimal(text.substring(end + 2), 5);
      if (end < 0 || (end + 1 < text.length() && !port)) {
        return Optional.empty();
      }
      literal = text.substring(1, end);
      if (literal.indexOf(':') < 0) {
        return Optional.empty();
      }
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      int colon = text.indexOf(':');
      if (!isDecimal(text.substring(colon + 1), 5)) {
        return Optional.empty();
      }
      literal = text.substring(0, colon);
    }
    return literal.indexOf(':') >= 0 ? ipv6(literal) : ipv4(literal);
  }

  private static Optional<InetAddress> ipv6(String literal) {
    if (literal.length() > 45) {
      return Optional.empty();
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return Optional.empty();
      }
    }
    try {
      // a colon keeps the JDK from asking the name service
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> ipv4(String literal) {
    String[] parts = literal.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!isDecimal(parts[i], 3)) {
        return Optional.empty();
      }
      int value = Integer.parseInt(parts[i]);
      if (value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
        return Optional.empty();
      }
      bytes[i] = (byte) value;
    }
    return Optional.of(of(bytes));
  }

  private static boolean isDecimal(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The same address without the interface that a link-local one arrived on. */
  static InetAddress withoutScope(InetAddress address) {
    return address instanceof Inet4Address ? address : of(address.getAddress());
  }

  /** What one host has to itself: its IPv4 address, or the first of its IPv6 /64. */
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
