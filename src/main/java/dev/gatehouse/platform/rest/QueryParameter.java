package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.ComponentConstraints;
import dev.gatehouse.platform.binding.EnumNames;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.IdList;
import dev.gatehouse.platform.binding.SnakeCase;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.binding.UtcTime;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter with its constraints: a {@code String}, {@code Boolean}, {@code Long}, {@code
 * Integer}, {@code Instant}, {@link IdList} or enum. Thread-safe.
 */
final class QueryParameter {
  /** Longer numbers might not fit into 64 bits. */
  private static final int MAX_DIGITS = 18;

  private final String name;
  private final Reader reader;
  private final ComponentConstraints constraints;

  /**
   * Reads values of one type.
   *
   * @param converter returns null for a text that is not as expected
   */
  private record Reader(String expected, Function<String, @Nullable Object> converter) {}

  QueryParameter(Validator validator, RecordComponent component) {
    Class<?> type = component.getType();
    boolean isNumber = type == Long.class || type == Integer.class;
    this.name = SnakeCase.of(component.getName());
    this.constraints =
        new ComponentConstraints(
            validator, component, constraint -> isNumber && isBound(constraint));
    this.reader = isNumber ? number(type) : readerOf(type);
  }

  private static boolean isBound(Annotation constraint) {
    return constraint instanceof Min || constraint instanceof Max;
  }

  String name() {
    return name;
  }

  /** Returns the value, or null if the parameter was not sent or is invalid. */
  @Nullable Object read(SentParameters sent, FieldErrors errors) {
    String text = sent.text(name, errors);
    if (text == null) {
      return null;
    }
    String violation = TextRules.violation(text);
    if (violation != null) {
      errors.add(name, violation);
      return null;
    }
    Object value = reader.converter.apply(text);
    violation = value == null ? reader.expected : constraints.violation(value);
    if (violation != null) {
      errors.add(name, violation);
      return null;
    }
    return value;
  }

  private Reader readerOf(Class<?> type) {
    if (type == String.class) {
      return new Reader("must be a string", text -> text);
    }
    if (type == Boolean.class) {
      return new Reader("must be true or false", QueryParameter::flag);
    }
    if (type == Instant.class) {
      return new Reader(
          "must be a time such as 2026-01-31T09:00:00Z", text -> UtcTime.parse(text).orElse(null));
    }
    if (type == IdList.class) {
      return new Reader(
          "must be 1 to " + IdList.MAX_IDS + " ids, separated by commas",
          text -> IdList.parse(text).orElse(null));
    }
    if (type.isEnum()) {
      EnumNames names = EnumNames.of(type);
      return new Reader(names.expected(), names::find);
    }
    throw new IllegalStateException("The parameter " + name + " cannot be a " + type);
  }

  private static @Nullable Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  /** One message covers both type and bounds, so the bounds are not checked as constraints. */
  private Reader number(Class<?> type) {
    long min = constraints.find(Min.class).map(Min::value).orElse(0L);
    long largest = type == Long.class ? Long.MAX_VALUE : Integer.MAX_VALUE;
    long max = constraints.find(Max.class).map(Max::value).orElse(largest);
    return new Reader(
        "must be a whole number from " + min + " to " + max,
        text -> {
          long number = digits(text);
          if (number < min || number > max) {
            return null;
          }
          return type == Long.class ? (Object) number : (Object) Math.toIntExact(number);
        });
  }

  /** Parses plain digits, or returns -1. */
  private static long digits(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
