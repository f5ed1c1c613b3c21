package dev.gatehouse.platform.rest;

/**
 * Carries an interceptor's response past a method that does not return a {@code Response}, because
 * Jersey wraps whatever such a method returns.
 */
final class InterceptedResponse extends RuntimeException {
  private final transient BufferedResponse response;

  InterceptedResponse(BufferedResponse response) {
    super(null, null, false, false);
    this.response = response;
  }

  BufferedResponse response() {
    return response;
  }
}
