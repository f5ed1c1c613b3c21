package dev.gatehouse.platform.rest;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What a feature does around resource methods once all that they take has been read and found good:
 * limits, replays. Guards stand in the order in which they are registered, the first outermost.
 */
@FunctionalInterface
public interface ResourceInterceptor {
  /** What is done around that method, empty if nothing is; asked once for each, at start-up. */
  Optional<Around> around(Method method);

  /** Stands around each call of one method. Thread-safe. */
  @FunctionalInterface
  interface Around {
    /**
     * Refuses by a failure, gives an answer of its own, which is a {@link BufferedResponse}, or
     * that of {@link InterceptedCall#proceed}.
     */
    Object call(InterceptedCall call) throws Exception;
  }
}
