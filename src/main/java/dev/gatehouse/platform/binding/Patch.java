package dev.gatehouse.platform.binding;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A member of a merge patch (RFC 7396). Unlike a plain null, it tells an absent member from one
 * sent as null.
 *
 * @param present whether the member was sent
 * @param value null if the member was absent or sent as null
 */
public record Patch<T>(boolean present, @Nullable T value) {
  private static final Patch<?> ABSENT = new Patch<>(false, null);

  @SuppressWarnings("unchecked")
  public static <T> Patch<T> absent() {
    return (Patch<T>) ABSENT;
  }

  public static <T> Patch<T> of(@Nullable T value) {
    return new Patch<>(true, value);
  }

  /** Changes the value, if there is one. */
  public Patch<T> map(UnaryOperator<T> change) {
    return value == null ? this : of(change.apply(value));
  }

  /**
   * Returns the value to store: the current one if the member is absent, the default if it is null.
   */
  public T applyTo(T current, T defaultValue) {
    if (!present) {
      return current;
    }
    return value == null ? defaultValue : value;
  }

  /** Returns the value to store in a field that cannot be null. */
  public T applyTo(T current) {
    return applyTo(current, current);
  }
}
