package dev.gatehouse.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a session (RFC 6749 5.1).
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 * @param refreshToken absent if a cookie keeps it
 * @param scope absent if the session has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokensView(
    @Example("eyJhbGciOiJIUzI1NiJ9.e30.c2ln") String accessToken,
    @Example("bearer") String tokenType,
    @Example("1800") long expiresIn,
    @About("Absent if a cookie keeps it, as the header X-Session asked for.")
        @Example("3q2-7wAAAAAAAAAB.kq1x")
        @Nullable String refreshToken,
    @Example("2592000") long refreshExpiresIn,
    @About("The permissions that the session is limited to; absent if it is not limited.")
        @Example("me:read me:write")
        @Nullable String scope) {
  TokensView withoutRefreshToken() {
    return new TokensView(accessToken, tokenType, expiresIn, null, refreshExpiresIn, scope);
  }

  /** The permissions of a scope as OAuth 2 writes them. */
  public static @Nullable String written(Optional<List<String>> scope) {
    return scope.map(permissions -> String.join(" ", permissions)).orElse(null);
  }
}
