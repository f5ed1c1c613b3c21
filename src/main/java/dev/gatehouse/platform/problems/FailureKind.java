package dev.gatehouse.platform.problems;

/** The kind of a {@link Failure}. Only the HTTP layer maps it to a status. */
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
