package dev.gatehouse.signin;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.OAuthError;
import dev.gatehouse.platform.problems.ProblemCode;
import java.util.Optional;

public enum SignInCode implements ProblemCode {
  BAD_CREDENTIALS(FailureKind.UNAUTHENTICATED, "The e-mail address or the password is wrong"),
  ACCOUNT_DISABLED(FailureKind.FORBIDDEN, "The account is disabled"),
  EMAIL_UNVERIFIED(FailureKind.FORBIDDEN, "The e-mail address is not verified yet"),
  INVALID_MFA_CODE(FailureKind.UNAUTHENTICATED, "The code or the mfa_token is not valid"),
  INVALID_SCOPE(FailureKind.MALFORMED, "The account holds nothing of the scope");

  private final FailureKind failureKind;
  private final String error;

  SignInCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public Optional<String> oauthError() {
    return Optional.of(this == INVALID_SCOPE ? code() : OAuthError.INVALID_GRANT);
  }

  @Override
  public String error() {
    return error;
  }
}
