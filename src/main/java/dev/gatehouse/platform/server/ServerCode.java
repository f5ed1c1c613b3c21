package dev.gatehouse.platform.server;

import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.ProblemCode;

/** The codes of the server's own refusals, beyond the common ones. */
public enum ServerCode implements ProblemCode {
  URI_TOO_LONG(414, FailureKind.MALFORMED, "The request target is too long"),
  HEADER_FIELDS_TOO_LARGE(431, FailureKind.MALFORMED, "The request headers are too large"),
  EXPECTATION_FAILED(417, FailureKind.MALFORMED, "What the request expects cannot be met"),
  NOT_IMPLEMENTED(501, FailureKind.INTERNAL, "Not implemented"),
  VERSION_NOT_SUPPORTED(505, FailureKind.INTERNAL, "HTTP version not supported");

  private final int status;
  private final FailureKind failureKind;
  private final String error;

  ServerCode(int status, FailureKind failureKind, String error) {
    this.status = status;
    this.failureKind = failureKind;
    this.error = error;
  }

  /** The status of its responses, which is not the one of its kind. */
  public int status() {
    return status;
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
