package dev.gatehouse.platform.problems;

/** The codes that belong to no feature. */
public enum CommonCode implements ProblemCode {
  MALFORMED_JSON(Kind.MALFORMED, "The body is not valid JSON"),
  BAD_REQUEST(Kind.MALFORMED, "Bad request"),
  VALIDATION(Kind.INVALID, "The request is not valid"),
  NOT_FOUND(Kind.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(Kind.METHOD_NOT_ALLOWED, "Method not allowed"),
  NOT_ACCEPTABLE(Kind.NOT_ACCEPTABLE, "No answer in an accepted media type"),
  REQUEST_TIMEOUT(Kind.TIMEOUT, "The request took too long to arrive"),
  UNSUPPORTED_MEDIA_TYPE(Kind.UNSUPPORTED, "Unsupported media type"),
  PAYLOAD_TOO_LARGE(Kind.TOO_LARGE, "The request is too large"),
  UNAUTHENTICATED(Kind.UNAUTHENTICATED, "Sign in first"),
  INVALID_TOKEN(Kind.UNAUTHENTICATED, "The access token is not valid"),
  FORBIDDEN(Kind.FORBIDDEN, "Forbidden"),
  PRECONDITION_FAILED(Kind.STALE, "The row has changed since it was read"),
  TOO_MANY_REQUESTS(Kind.LIMITED, "Too many requests"),
  UNAVAILABLE(Kind.UNAVAILABLE, "Temporarily unavailable"),
  INTERNAL(Kind.INTERNAL, "Internal server error");

  private final Kind kind;
  private final String error;

  CommonCode(Kind kind, String error) {
    this.kind = kind;
    this.error = error;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String error() {
    return error;
  }
}
