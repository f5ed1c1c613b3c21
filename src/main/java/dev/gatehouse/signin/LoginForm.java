package dev.gatehouse.signin;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import dev.gatehouse.platform.routing.Form;
import dev.gatehouse.platform.security.Actor;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of the OAuth 2 password grant (RFC 6749 section 4.3.2).
 *
 * @param scope names of permissions, separated by blanks
 */
@Form
record LoginForm(
    @TextFormat(format = "email")
        @Example("ann@example.com")
        @NotNull
        @Size(min = 1, message = LoginForm.EMPTY)
        String username,
    @TextFormat(format = "password")
        @Example("a long pass phrase")
        @NotNull
        @Size(min = 1, message = LoginForm.EMPTY)
        String password,
    @Example("password") @Nullable String grantType,
    @Example("me:read me:write")
        @Size(max = LoginForm.MOST_SCOPE, message = "must have at most {max} characters")
        @Nullable String scope,
    @Example("web") @Size(max = 255) @Nullable String clientId) {
  /** A parameter without a value counts as omitted (RFC 6749 section 3.2). */
  static final String EMPTY = "must not be empty";

  static final int MOST_SCOPE = 4096;

  @AssertTrue(message = "must be password")
  boolean isGrantType() {
    return grantType == null || grantType.isEmpty() || grantType.equals("password");
  }

  @AssertTrue(message = "must not begin with sa-, as those of service accounts do")
  boolean isClientId() {
    return clientId == null || !Actor.isMeantAsAccount(clientId);
  }

  /** With these permissions of the scope. */
  PasswordGrant asking(Optional<List<String>> permissions) {
    return new PasswordGrant(
        username,
        password,
        permissions,
        clientId == null || clientId.isEmpty() ? PasswordGrant.DEFAULT_CLIENT : clientId);
  }
}
