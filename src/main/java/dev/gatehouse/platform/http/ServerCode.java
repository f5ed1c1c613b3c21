package dev.gatehouse.platform.http;

import dev.gatehouse.platform.problems.Kind;
import dev.gatehouse.platform.problems.ProblemCode;

/** The codes of what the server itself refuses, beyond the common ones. */
public enum ServerCode implements ProblemCode {
  URI_TOO_LONG(Kind.MALFORMED, "The request target is too long"),
  HEADER_FIELDS_TOO_LARGE(Kind.MALFORMED, "The request headers are too large"),
  EXPECTATION_FAILED(Kind.MALFORMED, "What the request expects cannot be met"),
  NOT_IMPLEMENTED(Kind.INTERNAL, "Not implemented"),
  VERSION_NOT_SUPPORTED(Kind.INTERNAL, "HTTP version not supported");

  private final Kind kind;
  private final String error;

  ServerCode(Kind kind, String error) {
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
