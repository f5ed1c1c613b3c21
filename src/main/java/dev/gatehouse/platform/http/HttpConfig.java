package dev.gatehouse.platform.http;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SelfChecked;
import dev.gatehouse.platform.config.UrlRules;
import dev.gatehouse.platform.security.Network;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The two ports and the limits of their connections.
 *
 * @param port the port of the application, on all interfaces; 0 for any free one
 * @param adminPort the port of the administration; 0 for any free one
 * @param adminHost the interface of the administration
 * @param publicUrl the URL at which clients reach the application, without a trailing slash
 * @param corsOrigins the allowed origins, as browsers send them
 * @param corsHeaders request headers that pages of these origins may send besides the usual ones
 * @param trustedProxies addresses and networks whose X-Forwarded-For is believed
 * @param requestTimeout the longest time without a byte during a request
 * @param keepAlive the longest idle time between two requests of a connection
 * @param drain how long the port still accepts connections after SIGTERM
 * @param unfinishedBodiesPerAddress how many request bodies a client address may be sending at
 *     once; 0 for any number
 * @param logProbes whether successful probes are logged too
 * @param cookieSessions whether pages of the public URL may keep refresh tokens in a cookie
 */
@Consistent
public record HttpConfig(
    @Range(min = 0, max = 65535, message = "must be 0 to 65535") Integer port,
    @Range(min = 0, max = 65535, message = "must be 0 to 65535") Integer adminPort,
    String adminHost,
    String publicUrl,
    List<String> corsOrigins,
    List<String> corsHeaders,
    List<String> trustedProxies,
    @DurationMin(millis = 100, message = "must be 100ms to 1h")
        @DurationMax(hours = 1, message = "must be 100ms to 1h")
        Duration requestTimeout,
    @DurationMin(millis = 100, message = "must be 100ms to 1h")
        @DurationMax(hours = 1, message = "must be 100ms to 1h")
        Duration keepAlive,
    @DurationMax(seconds = 20, message = "must be 0s to 20s") Duration drain,
    @Range(min = 0, max = 100_000, message = "must be 0 to 100000")
        Integer unfinishedBodiesPerAddress,
    Boolean logProbes,
    Boolean cookieSessions)
    implements SelfChecked {
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");

  /** A token (RFC 9110 5.6.2) without an asterisk, which in CORS means any header. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~-]{1,100}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
  private static final Pattern DEFAULT_PORT =
      Pattern.compile("^(http://.*):80$|^(https://.*):443$");

  public HttpConfig {
    port = port == null ? 8080 : port;
    adminPort = adminPort == null ? 8081 : adminPort;
    adminHost = adminHost == null ? "127.0.0.1" : adminHost;
    publicUrl = publicUrl == null ? "http://localhost:8080" : publicUrl;
    corsOrigins =
        corsOrigins == null ? List.of() : corsOrigins.stream().map(HttpConfig::asSent).toList();
    corsHeaders = corsHeaders == null ? List.of() : List.copyOf(corsHeaders);
    trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
    requestTimeout = requestTimeout == null ? Duration.ofSeconds(60) : requestTimeout;
    keepAlive = keepAlive == null ? Duration.ofSeconds(5) : keepAlive;
    drain = drain == null ? Duration.ofSeconds(5) : drain;
    unfinishedBodiesPerAddress =
        unfinishedBodiesPerAddress == null ? 256 : unfinishedBodiesPerAddress;
    logProbes = logProbes == null ? false : logProbes;
    cookieSessions = cookieSessions == null ? false : cookieSessions;
  }

  /** The path of the public URL; empty if it has none. */
  public String publicPath() {
    return URI.create(publicUrl).getRawPath();
  }

  private boolean keepsSecureCookies() {
    URI url = URI.create(publicUrl);
    return "https".equalsIgnoreCase(url.getScheme()) || "localhost".equalsIgnoreCase(url.getHost());
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (port != 0 && port.equals(adminPort)) {
      faults.accept("admin_port", "must differ from port (APP_PORT)");
    }
    if (!HOST.matcher(adminHost).matches()) {
      faults.accept("admin_host", "must be a host name or an IP address");
    }
    boolean reachable =
        UrlRules.web(publicUrl)
            .filter(url -> url.getRawQuery() == null && !publicUrl.endsWith("/"))
            .isPresent();
    if (!reachable) {
      faults.accept(
          "public_url",
          "must be an absolute http or https URL without a query or trailing slash,"
              + " such as https://shop.example.com");
    }
    if (reachable && cookieSessions && !keepsSecureCookies()) {
      faults.accept(
          "cookie_sessions",
          "needs a public_url (APP_PUBLIC_URL) with https, or http://localhost: browsers keep the"
              + " cookie nowhere else");
    }
    checkEach(
        corsOrigins,
        HttpConfig::isOrigin,
        "must hold origins such as https://app.example.com (scheme, host, port; no path, no *)",
        message -> faults.accept("cors_origins", message));
    checkEach(
        corsHeaders,
        name -> HEADER.matcher(name).matches(),
        "must hold names of request headers such as X-Tenant (no *)",
        message -> faults.accept("cors_headers", message));
    checkEach(
        trustedProxies,
        text -> Network.parse(text).isPresent(),
        "must hold IP addresses and networks such as 10.0.0.0/8 or fd00::/8",
        message -> faults.accept("trusted_proxies", message));
  }

  private static void checkEach(
      List<String> entries,
      Predicate<String> good,
      String expected,
      java.util.function.Consumer<String> fault) {
    for (int i = 0; i < entries.size(); i++) {
      if (!good.test(entries.get(i))) {
        fault.accept(expected + "; entry " + (i + 1) + " is not one");
        return;
      }
    }
  }

  private static String asSent(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    var match = DEFAULT_PORT.matcher(lower);
    if (!match.matches()) {
      return lower;
    }
    return match.group(1) != null ? match.group(1) : match.group(2);
  }

  private static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches() && UrlRules.absolute(text).isPresent();
  }
}
