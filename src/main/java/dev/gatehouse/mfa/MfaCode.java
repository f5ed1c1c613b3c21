package dev.gatehouse.mfa;

import dev.gatehouse.platform.openapi.ExtraMember;
import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;
import java.util.Optional;

public enum MfaCode implements ProblemCode {
  @ExtraMember(
      name = "mfa_token",
      about = "With `mfa_required`: the token for the second step of the sign-in.")
  @ExtraMember(
      name = "expires_in",
      about = "Lifetime of the `mfa_token` in seconds.",
      type = Long.class)
  MFA_REQUIRED(FailureKind.FORBIDDEN, "A code of the second factor is needed"),
  INVALID_MFA_CODE(FailureKind.INVALID, "The code is wrong or was used before"),
  MFA_STATE(FailureKind.CONFLICT, "The second factor is not in the state for that");

  private final FailureKind failureKind;
  private final String error;

  MfaCode(FailureKind failureKind, String error) {
    this.failureKind = failureKind;
    this.error = error;
  }

  @Override
  public FailureKind kind() {
    return failureKind;
  }

  @Override
  public Optional<String> oauthError() {
    return this == MFA_REQUIRED ? Optional.of(code()) : ProblemCode.super.oauthError();
  }

  @Override
  public String error() {
    return error;
  }
}
