package dev.gatehouse.mail;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sender of mails.
 *
 * @param name display name
 * @param address its domain is also that of message ids
 */
record Sender(String name, String address) {
  private static final Pattern NAMED = Pattern.compile("(.*)<([^<>]+)>\\s*");

  /**
   * Parses the configured sender.
   *
   * @param from {@code address} or {@code name <address>}; if null, an address at the host of the
   *     public URL
   * @param appName the display name unless {@code from} has one
   */
  static Sender of(@Nullable String from, String appName, String publicUrl) {
    if (from == null) {
      return new Sender(appName, "no-reply@" + domainOf(publicUrl));
    }
    Matcher named = NAMED.matcher(from);
    if (!named.matches()) {
      return new Sender(appName, from.strip());
    }
    String name = unquoted(named.group(1).strip());
    return new Sender(name.isEmpty() ? appName : name, named.group(2).strip());
  }

  String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /**
   * The default EHLO name: the host of the address, or of the public URL if that has no ASCII form.
   */
  String ehlo(String publicUrl) {
    try {
      return domain().startsWith("[") ? domain() : IDN.toASCII(domain());
    } catch (IllegalArgumentException e) {
      return domainOf(publicUrl);
    }
  }

  /** An IP address stands in brackets (RFC 5321 section 4.1.3). */
  private static String domainOf(String publicUrl) {
    String host = URI.create(publicUrl).getHost();
    if (host.startsWith("[")) {
      return "[IPv6:" + host.substring(1);
    }
    return host.matches("[0-9.]+") ? "[" + host + "]" : host;
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
  }
}
