package dev.gatehouse.platform.binding;

import dev.gatehouse.platform.problems.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the errors of an input in the order found, at most one per field. It keeps the first
 * 100, because an input can have a hundred thousand.
 */
public final class FieldErrors {
  private static final int MAX_FIELDS = 100;

  private final Map<String, FieldError> errors = new LinkedHashMap<>();

  public void add(String field, String message) {
    if (errors.size() < MAX_FIELDS) {
      errors.computeIfAbsent(field, name -> new FieldError(name, message));
    }
  }

  public boolean has(String field) {
    return errors.containsKey(field);
  }

  public boolean isEmpty() {
    return errors.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(errors.values());
  }
}
