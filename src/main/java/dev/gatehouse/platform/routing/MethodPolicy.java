package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.security.Roles;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requirements of one resource method, derived once from its annotations.
 *
 * @param route the path template, for logs and metrics
 * @param hasId whether the template contains {@code {id}}
 * @param maxBytes the maximum length of the body, both compressed and not
 * @param isProbe whether its 200 is not logged
 * @param hasTypedPath whether every parameter of the template has a pattern
 */
public record MethodPolicy(
    String route,
    boolean hasId,
    Token token,
    boolean adminOnly,
    @Nullable AccessRule rule,
    boolean takesIdempotencyKey,
    boolean readsBody,
    long maxBytes,
    boolean isProbe,
    boolean hasTypedPath) {
  /** A template parameter without a pattern. */
  private static final Pattern FREE = Pattern.compile("\\{ *[A-Za-z][A-Za-z0-9._-]* *}");

  /** How Authorization is treated. */
  public enum Token {
    IGNORED,
    OPTIONAL,
    REQUIRED
  }

  public static MethodPolicy of(Class<?> resource, Method method, Map<Class<?>, AccessRule> rules) {
    return of(resource, method, ruleOf(method, rules));
  }

  static MethodPolicy withoutRule(Class<?> resource, Method method) {
    return of(resource, method, (AccessRule) null);
  }

  private static MethodPolicy of(Class<?> resource, Method method, @Nullable AccessRule rule) {
    String route = routeOf(resource, method);
    boolean adminOnly = adminOnly(resource, method);
    return new MethodPolicy(
        route,
        (route + "/").contains("/{id}/"),
        adminOnly ? Token.REQUIRED : tokenOf(method),
        adminOnly,
        rule,
        method.isAnnotationPresent(POST.class)
            && !method.isAnnotationPresent(WithoutIdempotencyKey.class)
            && !resource.isAnnotationPresent(WithoutIdempotencyKey.class),
        Arrays.stream(method.getParameters()).anyMatch(MethodPolicy::isBody),
        maxBytesOf(method),
        method.isAnnotationPresent(HealthProbe.class),
        hasTypedPath(resource, method));
  }

  /** Whether the parameter receives the body. */
  public static boolean isBody(Parameter parameter) {
    return !parameter.isAnnotationPresent(Context.class)
        && (parameter.getType().isRecord() || parameter.getType() == InputStream.class);
  }

  private static Token tokenOf(Method method) {
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Auth.class)) {
        return parameter.getType() == Optional.class ? Token.OPTIONAL : Token.REQUIRED;
      }
    }
    return Token.IGNORED;
  }

  private static boolean adminOnly(Class<?> resource, Method method) {
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles == null) {
      roles = resource.getAnnotation(RolesAllowed.class);
    }
    if (roles == null) {
      return false;
    }
    if (roles.value().length != 1 || !roles.value()[0].equals(Roles.ADMIN)) {
      throw new IllegalStateException("No such role: " + roles + " on " + method);
    }
    return true;
  }

  private static @Nullable AccessRule ruleOf(Method method, Map<Class<?>, AccessRule> rules) {
    RestrictedBy restrictedBy = method.getAnnotation(RestrictedBy.class);
    if (restrictedBy == null) {
      return null;
    }
    AccessRule rule = rules.get(restrictedBy.value());
    if (rule == null) {
      throw new IllegalStateException(
          restrictedBy.value() + " of " + method + " was not registered");
    }
    return rule;
  }

  private static long maxBytesOf(Method method) {
    BodyLimit limit = method.getAnnotation(BodyLimit.class);
    return limit == null ? BodyBytes.LIMIT : limit.value();
  }

  private static boolean hasTypedPath(Class<?> resource, Method method) {
    String path =
        ResourceRoutes.join(resource.getAnnotation(Path.class), method.getAnnotation(Path.class));
    return !FREE.matcher(path).find();
  }

  private static String routeOf(Class<?> resource, Method method) {
    String path =
        ResourceRoutes.join(resource.getAnnotation(Path.class), method.getAnnotation(Path.class));
    if (path.replace(PathIds.ID, "").matches(".*\\{ *id *[:}].*")) {
      throw new IllegalStateException("The id in " + path + " must be written as PathIds.ID");
    }
    return withoutPatterns(path);
  }

  private static String withoutPatterns(String path) {
    int depth = 0;
    boolean inPattern = false;
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      depth += c == '{' ? 1 : 0;
      depth -= c == '}' ? 1 : 0;
      inPattern = depth > 0 && (inPattern || c == ':');
      if (!inPattern && c != ' ') {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
