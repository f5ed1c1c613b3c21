package dev.gatehouse.platform.server;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

/** The codes of the server's own refusals, beyond the common ones. */
public enum ServerCode implements ProblemCode {
  URI_TOO_LONG(FailureKind.MALFORMED, "The request target is too long"),
  HEADER_FIELDS_TOO_LARGE(FailureKind.MALFORMED, "The request headers are too large"),
  EXPECTATION_FAILED(FailureKind.MALFORMED, "What the request expects cannot be met"),
  NOT_IMPLEMENTED(FailureKind.INTERNAL, "Not implemented"),
  VERSION_NOT_SUPPORTED(FailureKind.INTERNAL, "HTTP version not supported");

  private final FailureKind failureKind;
  private final String error;

  ServerCode(FailureKind failureKind, String error) {
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
}
