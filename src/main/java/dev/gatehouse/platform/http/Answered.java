package dev.gatehouse.platform.http;

/**
 * Carries a guard's answer past a method that returns no {@code Response}: Jersey makes its own of
 * what such a method returns.
 */
final class Answered extends RuntimeException {
  private final transient WholeAnswer answer;

  Answered(WholeAnswer answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  WholeAnswer answer() {
    return answer;
  }
}
