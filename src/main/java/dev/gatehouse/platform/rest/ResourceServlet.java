package dev.gatehouse.platform.rest;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.routing.StreamedRoutes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.server.Request;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Runs Jersey with a {@link RequestContext} for each request. */
public final class ResourceServlet extends ServletContainer {
  private final transient ResourceConfig replaced;
  private final transient StreamedRoutes streamed;

  /**
   * A servlet for Jersey as configured.
   *
   * @param replaced Dropwizard's configuration of Jersey
   */
  ResourceServlet(ResourceConfig config, ResourceConfig replaced, StreamedRoutes streamed) {
    super(config);
    this.replaced = replaced;
    this.streamed = streamed;
  }

  /** Whether the request's body is read while it arrives. */
  public boolean isStreamed(Request request) {
    return streamed.contains(request.getMethod(), Request.getPathInContext(request));
  }

  @Override
  public void init() throws ServletException {
    // here and not in JerseySetup, as others may register until the server starts
    ReplacedJersey.requireUntouched(replaced);
    super.init();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object info = requireNonNull(request.getAttribute(RequestInfo.ATTRIBUTE));
    RequestContext.begin(request, response, (RequestInfo) info);
    super.service(request, response);
  }
}
