package dev.gatehouse.platform.routing;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A resource method and how it is reached, for the description of the API.
 *
 * @param verb the HTTP method
 */
public record Route(String verb, Class<?> resource, Method method, MethodPolicy policy) {
  private static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** The routes of the resource classes, by path and verb. Other classes have none. */
  public static List<Route> of(List<? extends Class<?>> resources) {
    List<Route> routes = new ArrayList<>();
    for (Class<?> resource : resources) {
      for (Method method : resource.getMethods()) {
        String verb = ResourceRoutes.verbOf(method);
        // HEAD is implied by GET
        if (verb != null && VERBS.contains(verb) && resource.isAnnotationPresent(Path.class)) {
          routes.add(new Route(verb, resource, method, MethodPolicy.of(resource, method)));
        }
      }
    }
    routes.sort(
        Comparator.comparing(Route::path).thenComparing(route -> VERBS.indexOf(route.verb())));
    return routes;
  }

  /** The template without the patterns of its parameters. */
  public String path() {
    return policy.route();
  }
}
