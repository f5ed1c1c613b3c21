package dev.gatehouse.platform.config;

import java.util.function.BiConsumer;

/** A record whose values must fit a form or each other; {@link Consistent} calls it. */
public interface SelfChecked {
  /**
   * Reports what is wrong.
   *
   * @param faults takes the key, dotted if it lies deeper, and the second half of a sentence that
   *     does not show the value: {@code must be …}
   */
  void check(BiConsumer<String, String> faults);
}
