package dev.gatehouse.signin;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Objects;

/** Moves refresh tokens from responses into the cookie, where a request asks for it. */
@Priority(Priorities.AUTHORIZATION)
final class CookieSessionFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String SITE = "Sec-Fetch-Site";

  private final SessionCookies cookies;
  private final boolean ends;

  private CookieSessionFilter(SessionCookies cookies, boolean ends) {
    this.cookies = cookies;
    this.ends = ends;
  }

  /** Registers the filter for the methods marked by {@link CookieSession}. */
  record Feature(SessionCookies cookies) implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
      CookieSession marked = resource.getResourceMethod().getAnnotation(CookieSession.class);
      if (marked != null && cookies.isOn()) {
        context.register(new CookieSessionFilter(cookies, marked.ends()));
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!ends && isAsked(request)) {
      cookies.requireOwnPage(origins(request), request.getHeaderString(SITE));
    }
  }

  private static List<String> origins(ContainerRequestContext request) {
    return Objects.requireNonNullElse(request.getHeaders().get("Origin"), List.of());
  }

  private boolean isAsked(ContainerRequestContext request) {
    return cookies.isAskedBy(request.getHeaderString(SessionCookies.HEADER));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (ends) {
      // no page of another origin can sign people out
      if (response.getStatus() < 300
          && !cookies.mayBeForeign(origins(request), request.getHeaderString(SITE))) {
        add(response, cookies.cleared());
      }
    } else if (response.getEntity() instanceof TokensView tokens && isAsked(request)) {
      String refreshToken = Objects.requireNonNull(tokens.refreshToken());
      add(response, cookies.of(refreshToken, tokens.refreshExpiresIn()));
      response.setEntity(tokens.withoutRefreshToken());
    }
  }

  private static void add(ContainerResponseContext response, NewCookie cookie) {
    response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie);
  }
}
