package dev.gatehouse.platform.routing;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Merges the annotated methods of all features into one Jersey resource per path. Jersey itself
 * picks the class with the longest matching path and never backtracks, so a feature under {@code
 * /users/me} would hide another's method at that path.
 */
public final class ResourceRoutes {
  private ResourceRoutes() {}

  public static Set<Resource> of(List<Object> handlers) {
    Map<String, List<Handled>> byPath =
        handlers.stream()
            .flatMap(ResourceRoutes::methodsOf)
            .collect(Collectors.groupingBy(Handled::path, LinkedHashMap::new, Collectors.toList()));
    RouteGroups groups = new RouteGroups(byPath.keySet());
    Map<String, Resource.Builder> resources = new LinkedHashMap<>();
    byPath.forEach(
        (path, methods) -> {
          String group = groups.groupOf(path);
          Resource.Builder outer = resources.computeIfAbsent(group, Resource::builder);
          Resource.Builder resource =
              path.equals(group) ? outer : outer.addChildResource(path.substring(group.length()));
          methods.forEach(method -> method.addTo(resource));
        });
    return resources.values().stream().map(Resource.Builder::build).collect(Collectors.toSet());
  }

  private static Stream<Handled> methodsOf(Object handler) {
    Path root = handler.getClass().getAnnotation(Path.class);
    return root == null
        ? Stream.empty()
        : Stream.of(handler.getClass().getMethods())
            .filter(method -> verbOf(method) != null)
            .map(
                method ->
                    new Handled(join(root, method.getAnnotation(Path.class)), handler, method));
  }

  /** A resource method and the object that it is called on. */
  private record Handled(String path, Object handler, Method method) {
    void addTo(Resource.Builder resource) {
      resource
          .addMethod(verbOf(method))
          .consumes(MediaTypes.consumed(method).toArray(String[]::new))
          .produces(MediaTypes.produced(method).toArray(String[]::new))
          .handledBy(handler, method);
    }
  }

  static String join(Path root, @Nullable Path method) {
    String path = "/" + trimmed(root.value());
    String rest = method == null ? "" : trimmed(method.value());
    if (rest.isEmpty()) {
      return path;
    }
    return path.equals("/") ? path + rest : path + "/" + rest;
  }

  private static String trimmed(String path) {
    String text = path.startsWith("/") ? path.substring(1) : path;
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  static @Nullable String verbOf(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }
}
