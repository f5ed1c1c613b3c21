package dev.gatehouse.platform.problems;

import java.util.Locale;

/**
 * A reason for an error answer, for programs: each feature has one enum of them, and a constant's
 * name in lower case is the {@code code} that clients see, which never changes.
 */
public interface ProblemCode {
  /** The constant's name. */
  String name();

  FailureKind kind();

  /** One short sentence for people. */
  String error();

  /** The stable code, such as {@code email_taken}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
