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
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jspecify.annotations.Nullable;

/** Puts the {@link ResourceInterceptor}s around the resource methods that they are for. */
final class InterceptorBinding implements ResourceMethodInvocationHandlerProvider {
  private final CurrentRequest currentRequest;
  private final List<ResourceInterceptor> guards;

  InterceptorBinding(CurrentRequest currentRequest, List<ResourceInterceptor> guards) {
    this.currentRequest = currentRequest;
    this.guards = List.copyOf(guards);
  }

  @Override
  public @Nullable InvocationHandler create(Invocable invocable) {
    Method method = invocable.getHandlingMethod();
    List<ResourceInterceptor.Around> arounds =
        guards.stream().map(guard -> guard.around(method)).flatMap(Optional::stream).toList();
    boolean isConditional = Arrays.asList(method.getParameterTypes()).contains(Preconditions.class);
    if (arounds.isEmpty() && !isConditional) {
      return null;
    }
    return (target, called, arguments) -> {
      try {
        checkConditions(arguments);
        Object answer = call(arounds, 0, () -> invoke(target, called, arguments));
        return answer instanceof BufferedResponse whole ? passed(whole, method) : answer;
      } catch (Exception e) {
        throw new InvocationTargetException(e);
      }
    };
  }

  /** After the body and before limits and replays, whatever the order of the parameters. */
  private static void checkConditions(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Preconditions preconditions) {
        preconditions.check();
      }
    }
  }

  private static Object passed(BufferedResponse answer, Method method) {
    if (method.getReturnType() == Response.class) {
      return answer.toResponse();
    }
    throw new InterceptedResponse(answer);
  }

  private Object call(List<ResourceInterceptor.Around> arounds, int next, Callable<Object> method)
      throws Exception {
    if (next == arounds.size()) {
      return method.call();
    }
    Callable<Object> rest = () -> call(arounds, next + 1, method);
    return arounds.get(next).call(new InterceptedCall(currentRequest.current(), rest));
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
}
