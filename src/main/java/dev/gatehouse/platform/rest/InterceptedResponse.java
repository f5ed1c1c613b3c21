package dev.gatehouse.platform.rest;

/**
 * Carries a guard's answer past a method that returns no {@code Response}: Jersey makes its own of
 * what such a method returns.
 */
final class InterceptedResponse extends RuntimeException {
  private final transient BufferedResponse answer;

  InterceptedResponse(BufferedResponse answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  BufferedResponse answer() {
    return answer;
  }
}
