package dev.gatehouse.platform.rest;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Wraps resource methods, for example with a limit or a replay. It runs once all arguments have
 * been read and found valid. Interceptors run in the order of their registration, the first
 * outermost.
 */
@FunctionalInterface
public interface ResourceInterceptor {
  /** The advice for that method, or empty for none; called once per method at start-up. */
  Optional<Around> around(Method method);

  /** Wraps each call of one method. Thread-safe. */
  @FunctionalInterface
  interface Around {
    /**
     * Returns the response of the method, or a {@link BufferedResponse} in its place.
     *
     * @param next the method, or the next interceptor around it; returns a record, a {@code
     *     Response}, a {@link BufferedResponse}, or null for a response without a body
     */
    Object call(RequestContext request, Callable<Object> next) throws Exception;
  }
}
