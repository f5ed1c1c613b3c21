package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.PublicPath;
import dev.gatehouse.platform.paging.NextLink;
import dev.gatehouse.platform.paging.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Adds the Link header that leads to the next page. */
final class NextLinkFilter implements ContainerResponseFilter {
  private final PublicPath publicPath;

  NextLinkFilter(PublicPath publicPath) {
    this.publicPath = publicPath;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Page<?> page && page.nextCursor() != null) {
      HttpServletRequest sent = RequestContext.of(request).request();
      String link = NextLink.of(sent, publicPath, page.nextCursor());
      response.getHeaders().putSingle(HttpHeaders.LINK, link);
    }
  }
}
