package dev.gatehouse.platform.config;

import java.util.function.BiConsumer;

/** A record that checks its own values and how they fit together. {@link Consistent} calls it. */
public interface SelfChecked {
  /**
   * Reports everything that is wrong.
   *
   * @param errors takes the key, dotted if nested, and a predicate that does not quote the value:
   *     {@code must be …}
   */
  void check(BiConsumer<String, String> errors);
}
