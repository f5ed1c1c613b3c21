package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.conditional.Preconditions;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jspecify.annotations.Nullable;

/** Puts the {@link ResourceInterceptor}s around the resource methods that they apply to. */
final class InterceptorBinding implements ResourceMethodInvocationHandlerProvider {
  private final Supplier<RequestContext> current;
  private final List<ResourceInterceptor> interceptors;

  InterceptorBinding(Supplier<RequestContext> current, List<ResourceInterceptor> interceptors) {
    this.current = current;
    this.interceptors = List.copyOf(interceptors);
  }

  @Override
  public @Nullable InvocationHandler create(Invocable invocable) {
    Method method = invocable.getHandlingMethod();
    List<ResourceInterceptor.Around> arounds =
        interceptors.stream()
            .map(interceptor -> interceptor.around(method))
            .flatMap(Optional::stream)
            .toList();
    boolean isConditional = Arrays.asList(method.getParameterTypes()).contains(Preconditions.class);
    if (arounds.isEmpty() && !isConditional) {
      return null;
    }
    return (target, called, arguments) -> {
      try {
        checkConditions(arguments);
        Object returned = call(arounds, () -> invoke(target, called, arguments));
        return returned instanceof BufferedResponse response
            ? converted(response, method)
            : returned;
      } catch (Exception e) {
        throw new InvocationTargetException(e);
      }
    };
  }

  /**
   * Runs after the body is read and before limits and replays, whatever the order of the
   * parameters.
   */
  private static void checkConditions(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Preconditions preconditions) {
        preconditions.check();
      }
    }
  }

  private Object call(List<ResourceInterceptor.Around> arounds, Callable<Object> method)
      throws Exception {
    return arounds.isEmpty() ? method.call() : call(arounds, 0, current.get(), method);
  }

  private static Object call(
      List<ResourceInterceptor.Around> arounds,
      int next,
      RequestContext request,
      Callable<Object> method)
      throws Exception {
    return next == arounds.size()
        ? method.call()
        : arounds.get(next).call(request, () -> call(arounds, next + 1, request, method));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Object converted(BufferedResponse response, Method method) {
    if (method.getReturnType() == Response.class) {
      return response.toResponse();
    }
    throw new InterceptedResponse(response);
  }
}
