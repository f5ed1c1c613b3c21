package dev.gatehouse.platform.problems;

import java.util.Locale;

/**
 * The reason for an error response. Each feature has an enum of these. A constant's name in lower
 * case is the {@code code} that clients see, so it never changes.
 */
public interface ProblemCode {
  String name();

  FailureKind kind();

  /** One short sentence for people. */
  String error();

  /** The stable code, such as {@code email_taken}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
