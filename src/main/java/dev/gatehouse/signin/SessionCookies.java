package dev.gatehouse.signin;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that keeps the refresh token away from the scripts of a page. Only pages of the
 * service's own origin may use it, and only by a header that no form can send. Immutable.
 */
public final class SessionCookies {
  /** The prefix binds it to the host, to https and to all paths (RFC 6265bis 4.1.3). */
  static final String NAME = "__Host-gatehouse";

  /** The header by which a client asks for the cookie. */
  static final String HEADER = "X-Session";

  private static final String COOKIE = "cookie";
  private static final String SAME_ORIGIN = "same-origin";

  private final boolean isOn;
  private final String origin;

  /**
   * The cookies of one service.
   *
   * @param isOn whether there are any
   * @param publicUrl whose pages may use them
   */
  public SessionCookies(boolean isOn, String publicUrl) {
    this.isOn = isOn;
    this.origin = originOf(URI.create(publicUrl));
  }

  /** As browsers send it, without a default port. */
  private static String originOf(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + port);
  }

  boolean isOn() {
    return isOn;
  }

  /** Whether a request with that header wants the cookie. */
  boolean isAskedBy(@Nullable String header) {
    return isOn && COOKIE.equals(header);
  }

  /**
   * Requires that a page of this origin sent the request.
   *
   * @param origins the lines of the header Origin
   * @param site the header Sec-Fetch-Site
   * @throws Failure {@code forbidden}
   */
  void requireOwnPage(List<String> origins, @Nullable String site) {
    boolean isOwn = origins.isEmpty() ? SAME_ORIGIN.equals(site) : isOwn(origins);
    if (!isOwn) {
      throw Failure.of(
          CommonCode.FORBIDDEN,
          "Sessions in a cookie are for pages of %s: their Origin or Sec-Fetch-Site must say so."
              .formatted(origin));
    }
  }

  private boolean isOwn(List<String> origins) {
    return origins.equals(List.of(origin));
  }

  /** Whether a page of another origin may have sent the request. */
  boolean mayBeForeign(List<String> origins, @Nullable String site) {
    return (!origins.isEmpty() && !isOwn(origins)) || (site != null && !SAME_ORIGIN.equals(site));
  }

  NewCookie of(String refreshToken, long maxAgeSeconds) {
    return new NewCookie.Builder(NAME)
        .value(refreshToken)
        .path("/")
        .maxAge(Math.toIntExact(maxAgeSeconds))
        .secure(true)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  /** Makes the browser forget it. */
  NewCookie cleared() {
    return of("", 0);
  }
}
