package dev.gatehouse.signin;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** Why somebody is not signed in. */
public enum SignInCode implements ProblemCode {
  BAD_CREDENTIALS(Kind.UNAUTHENTICATED, "The e-mail address or the password is wrong"),
  ACCOUNT_DISABLED(Kind.FORBIDDEN, "The account is disabled"),
  EMAIL_UNVERIFIED(Kind.FORBIDDEN, "The e-mail address is not verified yet"),
  INVALID_MFA_CODE(Kind.UNAUTHENTICATED, "The code or the mfa_token is not valid");

  private final Kind kind;
  private final String error;

  SignInCode(Kind kind, String error) {
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
