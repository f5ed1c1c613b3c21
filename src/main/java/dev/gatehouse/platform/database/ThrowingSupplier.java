package dev.gatehouse.platform.database;

/** A supplier that may throw a checked exception. */
@FunctionalInterface
public interface ThrowingSupplier<T, X extends Exception> {
  T call() throws X;
}
