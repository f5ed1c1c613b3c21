package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requirements of one resource method, derived once from its annotations.
 *
 * @param route the path template, for logs and metrics
 * @param hasId whether the template contains {@code {id}}
 * @param callerKind the kind of caller that the method takes
 * @param permissions the permissions that {@link Requires} names, one of which the caller needs
 * @param permissionsForMore the permissions that {@link RequiresNone} names
 * @param maxBytes the maximum length of the body, before and after decompression
 * @param isProbe whether the method is a {@link HealthProbe}
 * @param hasTypedPath whether every parameter of the template has a pattern that restricts it
 * @param takesClientSecret whether it is annotated as {@link TakesClientSecret}
 * @param hasOAuthErrors whether it has {@link OAuthErrors}
 */
public record MethodPolicy(
    String route,
    boolean hasId,
    Token token,
    Class<? extends Caller> callerKind,
    List<String> permissions,
    List<String> permissionsForMore,
    boolean takesIdempotencyKey,
    boolean readsBody,
    long maxBytes,
    boolean isProbe,
    boolean hasTypedPath,
    boolean takesClientSecret,
    boolean hasOAuthErrors) {
  /** A template parameter without a pattern, or with one that takes anything. */
  private static final Pattern FREE =
      Pattern.compile("\\{ *[A-Za-z][A-Za-z0-9._-]* *(: *\\.\\+ *)?}");

  private static final List<Class<? extends Annotation>> UNCHECKED =
      List.of(RolesAllowed.class, PermitAll.class, DenyAll.class);

  /** How Authorization is treated. */
  public enum Token {
    IGNORED,
    OPTIONAL,
    REQUIRED
  }

  public static MethodPolicy of(Class<?> resource, Method method) {
    String route = routeOf(resource, method);
    Token token = tokenOf(method);
    RequiresNone requiresNone = method.getAnnotation(RequiresNone.class);
    return new MethodPolicy(
        route,
        (route + "/").contains("/{id}/"),
        token,
        callerKindOf(method),
        permissionsOf(resource, method, token),
        requiresNone == null ? List.of() : List.of(requiresNone.moreWith()),
        method.isAnnotationPresent(POST.class)
            && !method.isAnnotationPresent(WithoutIdempotencyKey.class)
            && !resource.isAnnotationPresent(WithoutIdempotencyKey.class),
        Arrays.stream(method.getParameters()).anyMatch(MethodPolicy::isBody),
        maxBytesOf(method),
        method.isAnnotationPresent(HealthProbe.class),
        hasTypedPath(resource, method),
        method.isAnnotationPresent(TakesClientSecret.class),
        method.isAnnotationPresent(OAuthErrors.class));
  }

  /** Whether the template contains {@code {kid}}. */
  public boolean hasKeyId() {
    return (route + "/").contains("/{kid}/");
  }

  /** Whether the path template has parameters. */
  public boolean hasParameters() {
    return route.indexOf('{') >= 0;
  }

  /** Whether the parameter receives the body. */
  public static boolean isBody(Parameter parameter) {
    return !parameter.isAnnotationPresent(Context.class)
        && !parameter.isAnnotationPresent(BeanParam.class)
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

  private static Class<? extends Caller> callerKindOf(Method method) {
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Auth.class) && parameter.getType() != Optional.class) {
        return parameter.getType().asSubclass(Caller.class);
      }
    }
    return Caller.class;
  }

  private static List<String> permissionsOf(Class<?> resource, Method method, Token token) {
    for (Class<? extends Annotation> unchecked : UNCHECKED) {
      if (method.isAnnotationPresent(unchecked) || resource.isAnnotationPresent(unchecked)) {
        throw new IllegalStateException(
            "@%s on %s is not checked: use @Requires".formatted(unchecked.getSimpleName(), method));
      }
    }
    boolean requiresNone = method.isAnnotationPresent(RequiresNone.class);
    Requires requires = requiresOf(resource, method);
    if ((requires != null || requiresNone) && token == Token.IGNORED) {
      throw new IllegalStateException(method + " needs a parameter @Auth Caller");
    }
    if ((requires != null) == requiresNone && token != Token.IGNORED) {
      throw new IllegalStateException(
          method + " takes a caller: it needs either @Requires or @RequiresNone");
    }
    if (requires == null) {
      return List.of();
    }
    if (token != Token.REQUIRED || requires.value().length == 0) {
      throw new IllegalStateException(
          "%s on %s needs a name and a parameter @Auth Caller".formatted(requires, method));
    }
    return List.of(requires.value());
  }

  private static @Nullable Requires requiresOf(Class<?> resource, Method method) {
    Requires requires = method.getAnnotation(Requires.class);
    return requires == null ? resource.getAnnotation(Requires.class) : requires;
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
