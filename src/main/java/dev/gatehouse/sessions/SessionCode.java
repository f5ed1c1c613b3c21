package dev.gatehouse.sessions;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.OAuthError;
import dev.gatehouse.platform.problems.ProblemCode;
import java.util.Optional;

public enum SessionCode implements ProblemCode {
  INVALID_REFRESH_TOKEN(FailureKind.UNAUTHENTICATED, "The refresh token is not valid");

  private final FailureKind failureKind;
  private final String error;

  SessionCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public Optional<String> oauthError() {
    return Optional.of(OAuthError.INVALID_GRANT);
  }

  @Override
  public String error() {
    return error;
  }
}
