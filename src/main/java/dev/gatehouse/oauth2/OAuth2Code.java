package dev.gatehouse.oauth2;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;
import java.util.Optional;

/** Problem codes of OAuth 2 beyond those of a sign-in. */
enum OAuth2Code implements ProblemCode {
  UNSUPPORTED_GRANT_TYPE(
      FailureKind.MALFORMED,
      "grant_type must be one of password, refresh_token, client_credentials");

  private final FailureKind failureKind;
  private final String error;

  OAuth2Code(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public String error() {
    return error;
  }

  @Override
  public Optional<String> oauthError() {
    return Optional.of(code());
  }
}
