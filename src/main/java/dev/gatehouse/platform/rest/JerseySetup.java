package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.bodies.TreeMemory;
import dev.gatehouse.platform.http.PublicPath;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.ResourceRoutes;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.routing.StreamedRoutes;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Authenticator;
import io.dropwizard.auth.PolymorphicAuthValueFactoryProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.validation.Validator;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** Replaces Dropwizard's Jersey with one of our own; see the package for the reason. */
public final class JerseySetup {
  /** The kinds of callers that a method can take. */
  private static final Set<Class<? extends Caller>> CALLERS =
      Set.of(
          Caller.class,
          Caller.Person.class,
          Caller.SignedInPerson.class,
          Caller.ServiceAccount.class);

  /** All JSON trees of bodies together may take a fifth of the heap. */
  private static final int TREES_SHARE = 5;

  private final Authenticator<BearerCredentials, Caller> authenticator;
  private final Predicate<Throwable> isUnavailable;
  private final Predicate<Throwable> isLogged;
  private final List<AccessRule> accessRules;
  private final List<ResourceInterceptor> interceptors;
  private final PageRequests pageRequests;
  private final PublicPath publicPath;

  /**
   * A setup for the resources of all features.
   *
   * @param authenticator verifies an access token; a {@code Failure} that it throws becomes the
   *     response
   * @param isUnavailable whether an exception, regardless of its cause, means that a dependency is
   *     unavailable
   * @param isLogged whether the log already explains that exception
   * @param accessRules the rules that {@link RestrictedBy} may name
   * @param interceptors run around resource methods, the first outermost
   * @param pageRequests reads the paging parameters of lists
   * @param publicPath the path of the service in public URLs, empty if it has a host to itself
   */
  public JerseySetup(
      Authenticator<BearerCredentials, Caller> authenticator,
      Predicate<Throwable> isUnavailable,
      Predicate<Throwable> isLogged,
      List<AccessRule> accessRules,
      List<ResourceInterceptor> interceptors,
      PageRequests pageRequests,
      String publicPath) {
    this.authenticator = authenticator;
    this.isUnavailable = isUnavailable;
    this.isLogged = isLogged;
    this.accessRules = List.copyOf(accessRules);
    this.interceptors = List.copyOf(interceptors);
    this.pageRequests = pageRequests;
    this.publicPath = new PublicPath(publicPath);
  }

  /** Serves these resources and providers. Start-up fails if anything else is registered. */
  public void install(JerseyEnvironment jersey, List<Object> resources) {
    jersey.replace(replaced -> servlet(replaced, resources));
  }

  private ServletContainer servlet(ResourceConfig replaced, List<Object> resources) {
    TreeMemory trees = new TreeMemory(Runtime.getRuntime().maxMemory() / TREES_SHARE);
    Validator validator = RecordValidation.validator();
    RequestParts parts =
        new RequestParts(new RequestBodies(validator, trees), validator, pageRequests);
    StreamedRoutes streamed = StreamedRoutes.of(resources);
    RequestBinder binder = new RequestBinder(parts, interceptors);
    ResourceConfig config = new ResourceConfig();
    config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
    config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    config.property(ServerProperties.BV_FEATURE_DISABLE, true);
    config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    // responses set their own length, so Jersey need not buffer them to measure it
    config.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    config.register(new MethodFilters(accessRules));
    config.register(BearerAuthFilter.feature(authenticator));
    config.register(new PolymorphicAuthValueFactoryProvider.Binder<>(CALLERS));
    config.register(binder);
    config.register(publicPath);
    config.register(new NextLinkFilter(publicPath));
    config.register(new PlainMediaTypes(streamed));
    config.register(new JsonWriter());
    config.register(new ProblemMapper(binder::current, isUnavailable, isLogged));
    config.register(new StreamWriter(binder::current));
    config.registerResources(ResourceRoutes.of(resources));
    resources.stream()
        .filter(resource -> !resource.getClass().isAnnotationPresent(Path.class))
        .forEach(config::register);
    return new ResourceServlet(config, replaced, streamed);
  }
}
