package dev.gatehouse.platform.binding;

import dev.gatehouse.platform.problems.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, at most one message per field, in the order found. */
public final class Faults {
  private final List<FieldError> errors = new ArrayList<>();

  public void add(String field, String message) {
    if (!names(field)) {
      errors.add(new FieldError(field, message));
    }
  }

  public boolean names(String field) {
    return errors.stream().anyMatch(error -> error.field().equals(field));
  }

  public boolean isEmpty() {
    return errors.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(errors);
  }
}
