package dev.gatehouse.platform.routing;

import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glassfish.jersey.uri.PathTemplate;

/** The resource methods that read their body as a stream. */
public final class StreamedRoutes {
  private record Streamed(String verb, PathTemplate path) {}

  private final List<Streamed> routes;

  private StreamedRoutes(List<Streamed> routes) {
    this.routes = List.copyOf(routes);
  }

  public static StreamedRoutes of(List<Object> resources) {
    List<Streamed> routes = new ArrayList<>();
    for (Object resource : resources) {
      Path root = resource.getClass().getAnnotation(Path.class);
      for (Method method : resource.getClass().getMethods()) {
        String verb = ResourceRoutes.verbOf(method);
        if (root != null && verb != null && readsStream(method)) {
          String path = ResourceRoutes.join(root, method.getAnnotation(Path.class));
          routes.add(new Streamed(verb, new PathTemplate(path)));
        }
      }
    }
    return new StreamedRoutes(routes);
  }

  private static boolean readsStream(Method method) {
    return Arrays.asList(method.getParameterTypes()).contains(InputStream.class);
  }

  /**
   * Whether a request goes to one of them.
   *
   * @param path decoded; a trailing slash is ignored
   */
  public boolean contains(String verb, String path) {
    for (Streamed route : routes) {
      if (route.verb().equals(verb) && route.path().match(withoutSlash(path), new ArrayList<>())) {
        return true;
      }
    }
    return false;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
