package dev.gatehouse.platform.problems;

import java.util.Locale;
import java.util.Optional;

/**
 * The reason for an error response. Each feature has an enum of these. A constant's name in lower
 * case is the {@code code} that clients see, so it never changes.
 */
public interface ProblemCode {
  String name();

  FailureKind kind();

  /** One short sentence for people. */
  String error();

  /** What OAuth 2 calls it at its endpoints; empty if it has no name for it. */
  default Optional<String> oauthError() {
    return kind() == FailureKind.MALFORMED || kind() == FailureKind.INVALID
        ? Optional.of(OAuthError.INVALID_REQUEST)
        : Optional.empty();
  }

  /** The stable code, such as {@code email_taken}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
