package dev.gatehouse.platform.binding;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One member of a merge patch (RFC 7396), which tells an absent member from a null one.
 *
 * @param present whether the member was sent at all
 * @param value its value; null if absent or sent as null
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

  /** The same with a value that is there turned into another. */
  public Patch<T> map(UnaryOperator<T> change) {
    return value == null ? this : of(change.apply(value));
  }

  /** The value to store: the current one if absent, the default if null was sent. */
  public T over(T current, T defaultValue) {
    if (!present) {
      return current;
    }
    return value == null ? defaultValue : value;
  }

  /** The value to store of a field that cannot be null. */
  public T over(T current) {
    return over(current, current);
  }
}
