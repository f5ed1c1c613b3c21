package dev.gatehouse.platform.openapi;

import java.util.HashMap;
import java.util.Map;

/** Which record each schema describes: records of two features must not share one. */
final class SchemaNames {
  private final Map<String, Class<?>> types = new HashMap<>();

  /** Whether the type's schema is new, so that it has to be created. */
  boolean take(String name, Class<?> type) {
    Class<?> known = types.putIfAbsent(name, type);
    if (known != null && known != type) {
      throw new IllegalStateException(
          "%s and %s would have the same schema %s: rename the new one"
              .formatted(known.getName(), type.getName(), name));
    }
    return known == null;
  }
}
