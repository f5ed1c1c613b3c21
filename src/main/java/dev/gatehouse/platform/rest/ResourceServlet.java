package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.routing.StreamedRoutes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.UUID;
import org.eclipse.jetty.server.Request;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The servlet around Jersey: opens the exchange and closes it. */
public final class ResourceServlet extends ServletContainer {
  private final transient CurrentRequest currentRequest;
  private final transient StreamedRoutes streamed;

  ResourceServlet(ResourceConfig config, CurrentRequest currentRequest, StreamedRoutes streamed) {
    super(config);
    this.currentRequest = currentRequest;
    this.streamed = streamed;
  }

  /** Whether the request's body is read while it arrives. */
  public boolean isStreamed(Request request) {
    return streamed.contains(request.getMethod(), Request.getPathInContext(request));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    RequestInfo info = infoOf(request);
    RequestContext context = new RequestContext(request, response, info);
    request.setAttribute(RequestContext.ATTRIBUTE, context);
    currentRequest.begin(context);
    try {
      super.service(request, response);
    } finally {
      currentRequest.end();
    }
  }

  private static RequestInfo infoOf(HttpServletRequest request) {
    if (request.getAttribute(RequestInfo.ATTRIBUTE) instanceof RequestInfo info) {
      return info;
    }
    RequestInfo info =
        new RequestInfo(UUID.randomUUID().toString(), null, InetAddress.getLoopbackAddress());
    request.setAttribute(RequestInfo.ATTRIBUTE, info);
    return info;
  }
}
