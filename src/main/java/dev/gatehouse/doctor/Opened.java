package dev.gatehouse.doctor;

import java.util.Optional;
import java.util.function.Supplier;

/** What one check opens and others use. Thread-safe. */
public final class Opened<T> implements Supplier<T> {
  private volatile Optional<T> opened = Optional.empty();

  public void set(T value) {
    opened = Optional.of(value);
  }

  /** What was opened; a check that needs it runs only then. */
  @Override
  public T get() {
    return opened.orElseThrow(() -> new IllegalStateException("used before it was opened"));
  }

  public Optional<T> find() {
    return opened;
  }
}
