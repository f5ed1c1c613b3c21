package dev.gatehouse.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields that an update changed, for the detail of an entry. */
public final class ChangedFields {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Adds the field with its old and new value, if they differ. */
  public ChangedFields field(String name, Object before, Object after) {
    if (!before.equals(after)) {
      fields.put(name, Map.of("from", before, "to", after));
    }
    return this;
  }

  /** Adds only the field's name if it changed, for values that are personal or long. */
  public ChangedFields nameOnly(String name, Object before, Object after) {
    if (!before.equals(after)) {
      fields.put(name, Map.of());
    }
    return this;
  }

  public Map<String, Object> detail() {
    return Map.of("changes", fields);
  }
}
