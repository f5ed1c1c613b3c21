package dev.gatehouse.platform.database;

/**
 * Work with a result.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface ThrowingSupplier<T, X extends Exception> {
  T call() throws X;
}
