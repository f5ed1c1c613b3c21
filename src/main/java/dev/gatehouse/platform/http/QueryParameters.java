package dev.gatehouse.platform.http;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.problems.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The query of one request, read strictly: a parameter that is asked for may stand there once and
 * must be what is asked for; others are ignored. All faults are collected until {@link #check()}.
 */
public final class QueryParameters {
  private final Map<String, List<String>> sent;
  private final Map<String, String> taken = new TreeMap<>();
  private final FieldErrors errors = new FieldErrors();

  private QueryParameters(Map<String, List<String>> sent) {
    this.sent = sent;
  }

  /** The parameters of a query as it was sent. */
  public static QueryParameters parse(@Nullable String rawQuery) {
    return new QueryParameters(
        rawQuery == null || rawQuery.isEmpty()
            ? Map.of()
            : UrlEncoded.parse(rawQuery, name -> true));
  }

  /** A text of so many code points. */
  public Optional<String> text(String name, int min, int max) {
    return take(name)
        .filter(
            value -> {
              int length = value.codePointCount(0, value.length());
              return keep(
                  length >= min && length <= max,
                  name,
                  "must have " + min + " to " + max + " characters");
            });
  }

  public Optional<Boolean> flag(String name) {
    return take(name)
        .filter(
            value ->
                keep(value.equals("true") || value.equals("false"), name, "must be true or false"))
        .map(Boolean::valueOf);
  }

  /** A whole number in plain digits, at least 0. */
  public Optional<Long> number(String name, long min, long max) {
    return take(name)
        .flatMap(
            value -> {
              Long number = digits(value);
              boolean fits = number != null && number >= min && number <= max;
              keep(fits, name, "must be a whole number from " + min + " to " + max);
              return fits ? Optional.ofNullable(number) : Optional.empty();
            });
  }

  /** A text that the feature judges; the message says what it must be. */
  public Optional<String> matching(String name, Predicate<String> rule, String message) {
    return take(name).filter(value -> keep(rule.test(value), name, message));
  }

  /** One of an enum's constants, in lower case. */
  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return take(name)
        .flatMap(
            value -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                  return Optional.of(constant);
                }
              }
              errors.add(name, "is not one of the values allowed");
              return Optional.empty();
            });
  }

  /** A time as RFC 3339 has it. */
  public Optional<Instant> time(String name) {
    return take(name)
        .flatMap(
            value -> {
              Optional<Instant> time = UtcTime.parse(value);
              keep(time.isPresent(), name, "must be a time such as 2026-01-31T09:00:00Z");
              return time;
            });
  }

  /** Refuses a parameter, which others do not know either but would pass over. */
  public void refuse(String name, String message) {
    if (sent.containsKey(name)) {
      errors.add(name, message);
    }
  }

  /** Adds a fault that the feature found, such as two parameters that contradict each other. */
  public void fault(String name, String message) {
    errors.add(name, message);
  }

  /** Throws a 422 that names every parameter that is at fault, if there is one. */
  public void check() {
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.list());
    }
  }

  /** What was asked for and sent so far, in the order of names. */
  public Map<String, String> taken() {
    return taken;
  }

  private Optional<String> take(String name) {
    List<String> values = sent.get(name);
    if (values == null) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      errors.add(name, "must not be repeated");
      return Optional.empty();
    }
    String value = UrlEncoded.decode(values.get(0));
    String fault = value == null ? "must be UTF-8 in percent-encoding" : TextRules.violation(value);
    if (value == null || fault != null) {
      errors.add(name, fault == null ? "is not valid" : fault);
      return Optional.empty();
    }
    taken.put(name, value);
    return Optional.of(value);
  }

  private boolean keep(boolean good, String name, String message) {
    if (!good) {
      errors.add(name, message);
    }
    return good;
  }

  private static @Nullable Long digits(String value) {
    if (value.isEmpty() || value.length() > 18) {
      return null;
    }
    long number = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
