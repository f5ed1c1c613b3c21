package dev.gatehouse.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The path of APP_PUBLIC_URL. A proxy strips it from requests, so links in responses need it added.
 * Responses stored for replay do not contain it. Thread-safe.
 *
 * @param path without a trailing slash; empty if the service has a host to itself
 */
public record PublicPath(String path) implements ContainerResponseFilter {
  /** A path of this service as clients must request it. */
  public String of(String ownPath) {
    return path + ownPath;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    Object location = headers.getFirst(HttpHeaders.LOCATION);
    if (location instanceof String own && own.startsWith("/")) {
      headers.putSingle(HttpHeaders.LOCATION, of(own));
    }
  }
}
