package dev.gatehouse.platform.problems;

/** What sort of refusal a {@link Failure} is. Only the HTTP layer knows which status that means. */
public enum FailureKind {
  MALFORMED,
  UNAUTHENTICATED,
  FORBIDDEN,
  NOT_FOUND,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  TIMEOUT,
  CONFLICT,
  STALE,
  TOO_LARGE,
  UNSUPPORTED,
  INVALID,
  LIMITED,
  INTERNAL,
  UNAVAILABLE
}
