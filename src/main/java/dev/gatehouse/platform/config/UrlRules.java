package dev.gatehouse.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Parses the URLs in settings. */
public final class UrlRules {
  private UrlRules() {}

  /** Parses an absolute http or https URL without user information and fragment. */
  public static Optional<URI> web(String text) {
    return absolute(text)
        .filter(uri -> uri.getScheme().equals("http") || uri.getScheme().equals("https"))
        .filter(uri -> uri.getRawUserInfo() == null && uri.getRawFragment() == null);
  }

  /** Parses a URL with a lower-case scheme, a host and, if present, a valid port. */
  public static Optional<URI> absolute(String text) {
    try {
      URI uri = new URI(text).parseServerAuthority();
      boolean whole =
          uri.getScheme() != null
              && uri.getScheme().equals(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null
              && uri.getPort() != 0
              && uri.getPort() <= 65535;
      return whole ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
