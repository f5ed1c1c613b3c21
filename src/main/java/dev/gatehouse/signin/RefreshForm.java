package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.problems.Failure;
import org.jspecify.annotations.Nullable;

/** The form of a refresh. */
record RefreshForm(
    @About("Required, unless a cookie keeps it.") @Example("3q2-7wAAAAAAAAAB.kq1x")
        @Nullable String refreshToken) {
  private static final String FIELD = "refresh_token";

  /**
   * The token in the body.
   *
   * @throws Failure {@code validation} if there is none
   */
  String required() {
    if (refreshToken == null) {
      throw Failure.invalid(FIELD, "is required");
    }
    return refreshToken;
  }

  /**
   * The token in the cookie, which the body must not double.
   *
   * @throws Failure {@code validation} if the body has one too
   */
  String orCookie(@Nullable String cookie) {
    if (refreshToken != null) {
      throw Failure.invalid(FIELD, "must be absent if the session is kept in a cookie");
    }
    return cookie == null ? "" : cookie;
  }
}
