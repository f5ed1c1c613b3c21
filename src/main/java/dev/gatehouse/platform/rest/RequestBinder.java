package dev.gatehouse.platform.rest;

import jakarta.inject.Provider;
import java.util.List;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/** Binds the extensions of Jersey that cannot be registered, and finds the current request. */
final class RequestBinder extends AbstractBinder {
  private final Provider<ContainerRequest> current =
      createManagedInstanceProvider(ContainerRequest.class);
  private final RequestParts parts;
  private final List<ResourceInterceptor> interceptors;

  RequestBinder(RequestParts parts, List<ResourceInterceptor> interceptors) {
    this.parts = parts;
    this.interceptors = interceptors;
  }

  @Override
  protected void configure() {
    bind(parts).to(ValueParamProvider.class);
    bind(new InterceptorBinding(this::current, interceptors))
        .to(ResourceMethodInvocationHandlerProvider.class);
  }

  /**
   * The context of this thread's request, for extensions that Jersey does not pass the request to.
   */
  RequestContext current() {
    return RequestContext.of(current.get());
  }
}
