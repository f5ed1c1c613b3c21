package dev.gatehouse.platform.problems;

import java.util.Optional;

/** Codes that belong to no single feature. */
public enum CommonCode implements ProblemCode {
  MALFORMED_JSON(FailureKind.MALFORMED, "The body is not valid JSON"),
  BAD_REQUEST(FailureKind.MALFORMED, "Bad request"),
  VALIDATION(FailureKind.INVALID, "The request is not valid"),
  NOT_FOUND(FailureKind.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(FailureKind.METHOD_NOT_ALLOWED, "Method not allowed"),
  NOT_ACCEPTABLE(FailureKind.NOT_ACCEPTABLE, "No response in an accepted media type"),
  REQUEST_TIMEOUT(FailureKind.TIMEOUT, "The request took too long to arrive"),
  UNSUPPORTED_MEDIA_TYPE(FailureKind.UNSUPPORTED, "Unsupported media type"),
  PAYLOAD_TOO_LARGE(FailureKind.TOO_LARGE, "The request is too large"),
  UNAUTHENTICATED(FailureKind.UNAUTHENTICATED, "Sign in first"),
  INVALID_TOKEN(FailureKind.UNAUTHENTICATED, "The access token is not valid"),
  INVALID_CLIENT(FailureKind.UNAUTHENTICATED, "The client is not who it says it is"),
  FORBIDDEN(FailureKind.FORBIDDEN, "Forbidden"),
  INSUFFICIENT_SCOPE(FailureKind.FORBIDDEN, "The scope of the token or key does not allow this"),
  PERSON_REQUIRED(FailureKind.FORBIDDEN, "Only a person can do this"),
  PRECONDITION_FAILED(FailureKind.STALE, "The row has changed since it was read"),
  TOO_MANY_REQUESTS(FailureKind.LIMITED, "Too many requests"),
  UNAVAILABLE(FailureKind.UNAVAILABLE, "Temporarily unavailable"),
  INTERNAL(FailureKind.INTERNAL, "Internal server error");

  private final FailureKind failureKind;
  private final String error;

  CommonCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public Optional<String> oauthError() {
    return switch (this) {
      case INVALID_TOKEN -> Optional.of(OAuthError.INVALID_TOKEN);
      case UNAUTHENTICATED, INVALID_CLIENT -> Optional.of(OAuthError.INVALID_CLIENT);
      default -> ProblemCode.super.oauthError();
    };
  }

  @Override
  public String error() {
    return error;
  }
}
