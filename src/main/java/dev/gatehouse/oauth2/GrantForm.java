package dev.gatehouse.oauth2;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.Form;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of a token request (RFC 6749). Which parameters are needed depends on the grant; one
 * without a value counts as omitted (section 3.2).
 *
 * @param scope names of permissions, separated by blanks
 */
@Form
record GrantForm(
    @Example("password") @NotNull @Size(min = 1, message = GrantForm.EMPTY) String grantType,
    @TextFormat(format = "email") @Example("ann@example.com") @Nullable String username,
    @TextFormat(format = "password") @Example("a long pass phrase") @Nullable String password,
    @Example("3q2-7wAAAAAAAAAB.kq1x") @Nullable String refreshToken,
    @Example("me:read")
        @Size(max = GrantForm.MOST_SCOPE, message = "must have at most {max} characters")
        @Nullable String scope,
    @Example("web")
        @Size(max = GrantForm.MOST_CLIENT_ID, message = "must have at most {max} characters")
        @Nullable String clientId,
    @TextFormat(format = "password") @Example("gth_0") @Nullable String clientSecret,
    @Example("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        @Nullable String clientAssertionType,
    @Example("eyJhbGciOiJFUzI1NiJ9.e30.c2ln") @Nullable String clientAssertion) {
  static final String EMPTY = "must not be empty";
  static final int MOST_SCOPE = 4096;
  static final int MOST_CLIENT_ID = 255;

  /** The value of a parameter, unless it was omitted. */
  static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  /**
   * The value of a parameter that the grant needs.
   *
   * @throws Failure {@code validation} if it was omitted
   */
  static String needed(String name, @Nullable String value) {
    return given(value).orElseThrow(() -> Failure.invalid(name, "must be given"));
  }
}
