package dev.gatehouse.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which fields a change has changed, for the detail of an entry. */
public final class ChangedFields {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Keeps what the field was and is, if that differs. */
  public ChangedFields field(String name, Object before, Object after) {
    if (!before.equals(after)) {
      fields.put(name, Map.of("from", before, "to", after));
    }
    return this;
  }

  /** Keeps that the field differs, but not its values: they are personal, or long. */
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
