package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.bodies.TreeMemory;
import dev.gatehouse.platform.http.PublicPath;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.ResourceRoutes;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.routing.StreamedRoutes;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.auth.Authenticator;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Predicate;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Puts the house's own Jersey into Dropwizard's place. Dropwizard's brings mappers that answer in
 * other shapes, readers that coerce and a timing listener on every request, none of which can be
 * taken out one by one.
 */
public final class JerseySetup {
  /** The trees of bodies may take one part in this many of the heap. */
  private static final int TREES_SHARE = 5;

  private final Authenticator<String, Caller> authenticator;
  private final Predicate<Throwable> isUnavailable;
  private final Predicate<Throwable> isToldOf;
  private final List<AccessRule> accessRules;
  private final List<ResourceInterceptor> guards;
  private final PublicPath publicPath;

  /**
   * Everything that answers depend on beside the resources.
   *
   * @param authenticator verifies an access token; a failure that it throws is the answer
   * @param isUnavailable whether an exception, itself and not its cause, says that what the service
   *     stands on is away
   * @param isToldOf whether the log says already why that is away
   * @param accessRules that {@link RestrictedBy} may name
   * @param guards what stands around resource methods, the first outermost
   * @param publicPath under which clients find the service, empty if that is all of a host
   */
  public JerseySetup(
      Authenticator<String, Caller> authenticator,
      Predicate<Throwable> isUnavailable,
      Predicate<Throwable> isToldOf,
      List<AccessRule> accessRules,
      List<ResourceInterceptor> guards,
      String publicPath) {
    this.authenticator = authenticator;
    this.isUnavailable = isUnavailable;
    this.isToldOf = isToldOf;
    this.accessRules = List.copyOf(accessRules);
    this.guards = List.copyOf(guards);
    this.publicPath = new PublicPath(publicPath);
  }

  /** Serves these resources and providers; what was registered with Dropwizard's is left out. */
  public void install(JerseyEnvironment jersey, List<Object> resources) {
    jersey.replace(replaced -> servlet(resources));
  }

  private ServletContainer servlet(List<Object> resources) {
    CurrentRequest currentRequest = new CurrentRequest();
    TreeMemory trees = new TreeMemory(Runtime.getRuntime().maxMemory() / TREES_SHARE);
    RequestParts parts =
        new RequestParts(currentRequest, new RequestBodies(RecordValidation.validator(), trees));
    ResourceConfig config = new ResourceConfig();
    config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
    config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    config.property(ServerProperties.BV_FEATURE_DISABLE, true);
    config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    // answers bring their own length, so Jersey need not copy them to find it out
    config.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    config.register(new MethodFilters(accessRules));
    config.register(BearerAuthFilter.feature(authenticator));
    config.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    config.register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(parts).to(ValueParamProvider.class);
            bind(new InterceptorBinding(currentRequest, guards))
                .to(ResourceMethodInvocationHandlerProvider.class);
          }
        });
    config.register(publicPath);
    config.register(new PlainMediaTypes());
    config.register(new JsonWriter(currentRequest, publicPath));
    config.register(new ProblemMapper(currentRequest, isUnavailable, isToldOf));
    config.register(new StreamWriter(currentRequest));
    config.registerResources(ResourceRoutes.of(resources));
    resources.stream()
        .filter(resource -> !resource.getClass().isAnnotationPresent(Path.class))
        .forEach(config::register);
    return new ResourceServlet(config, currentRequest, StreamedRoutes.of(resources));
  }
}
