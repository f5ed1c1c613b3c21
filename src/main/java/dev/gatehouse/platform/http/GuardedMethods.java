package dev.gatehouse.platform.http;

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

/** Puts the {@link MethodGuard}s around the resource methods that they are for. */
final class GuardedMethods implements ResourceMethodInvocationHandlerProvider {
  private final Exchanges exchanges;
  private final List<MethodGuard> guards;

  GuardedMethods(Exchanges exchanges, List<MethodGuard> guards) {
    this.exchanges = exchanges;
    this.guards = List.copyOf(guards);
  }

  @Override
  public @Nullable InvocationHandler create(Invocable invocable) {
    Method method = invocable.getHandlingMethod();
    List<MethodGuard.Around> arounds =
        guards.stream().map(guard -> guard.around(method)).flatMap(Optional::stream).toList();
    boolean isConditional = Arrays.asList(method.getParameterTypes()).contains(Conditions.class);
    if (arounds.isEmpty() && !isConditional) {
      return null;
    }
    return (target, called, arguments) -> {
      try {
        checkConditions(arguments);
        Object answer = call(arounds, 0, () -> invoke(target, called, arguments));
        return answer instanceof WholeAnswer whole ? passed(whole, method) : answer;
      } catch (Exception e) {
        throw new InvocationTargetException(e);
      }
    };
  }

  /** After the body and before limits and replays, whatever the order of the parameters. */
  private static void checkConditions(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Conditions conditions) {
        conditions.check();
      }
    }
  }

  private static Object passed(WholeAnswer answer, Method method) {
    if (method.getReturnType() == Response.class) {
      return answer.toResponse();
    }
    throw new Answered(answer);
  }

  private Object call(List<MethodGuard.Around> arounds, int next, Callable<Object> method)
      throws Exception {
    if (next == arounds.size()) {
      return method.call();
    }
    Callable<Object> rest = () -> call(arounds, next + 1, method);
    return arounds.get(next).call(new GuardedCall(exchanges.current(), rest));
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
