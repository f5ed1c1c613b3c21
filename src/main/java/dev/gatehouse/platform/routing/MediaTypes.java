package dev.gatehouse.platform.routing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The media types of a resource method: those of {@link Produces} and {@link Consumes}, else JSON,
 * or a form where its record is a {@link Form}; none where there is no body.
 */
public final class MediaTypes {
  private static final List<String> JSON = List.of(MediaType.APPLICATION_JSON);
  private static final List<String> PATCHES =
      List.of("application/merge-patch+json", MediaType.APPLICATION_JSON);
  private static final List<String> FORM = List.of(MediaType.APPLICATION_FORM_URLENCODED);

  private MediaTypes() {}

  public static List<String> produced(Method method) {
    Produces produces = method.getAnnotation(Produces.class);
    if (produces != null) {
      return List.of(produces.value());
    }
    return method.getReturnType() == void.class ? List.of() : JSON;
  }

  public static List<String> consumed(Method method) {
    Optional<Parameter> body =
        Arrays.stream(method.getParameters()).filter(MethodPolicy::isBody).findFirst();
    return body.map(parameter -> consumed(method, parameter)).orElse(List.of());
  }

  private static List<String> consumed(Method method, Parameter body) {
    Consumes consumes = method.getAnnotation(Consumes.class);
    if (consumes != null) {
      return List.of(consumes.value());
    }
    if (body.getType() == InputStream.class) {
      throw new IllegalStateException(method + " must declare with @Consumes what it reads");
    }
    if (body.getType().isAnnotationPresent(Form.class)) {
      return FORM;
    }
    return method.isAnnotationPresent(PATCH.class) ? PATCHES : JSON;
  }
}
