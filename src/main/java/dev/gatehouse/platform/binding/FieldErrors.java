package dev.gatehouse.platform.binding;

import dev.gatehouse.platform.problems.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is wrong with an input, at most one message per field, in the order found. After
 * 100 fields it keeps no more, for an input can be at fault a hundred thousand times.
 */
public final class FieldErrors {
  private static final int MOST = 100;

  private final Map<String, FieldError> errors = new LinkedHashMap<>();

  public void add(String field, String message) {
    if (errors.size() < MOST) {
      errors.computeIfAbsent(field, name -> new FieldError(name, message));
    }
  }

  public boolean names(String field) {
    return errors.containsKey(field);
  }

  public boolean isEmpty() {
    return errors.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(errors.values());
  }
}
