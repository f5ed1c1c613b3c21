package dev.gatehouse.oauth2;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.signin.TokensView;
import dev.gatehouse.tokens.IssuedToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a token request (RFC 6749 section 5.1).
 *
 * @param expiresIn seconds
 * @param refreshToken absent for a service account
 * @param refreshExpiresIn seconds
 * @param scope absent if the access token is not limited
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OAuthTokensView(
    @Example("eyJhbGciOiJIUzI1NiJ9.e30.c2ln") String accessToken,
    @Example("bearer") String tokenType,
    @Example("1800") long expiresIn,
    @Example("3q2-7wAAAAAAAAAB.kq1x") @Nullable String refreshToken,
    @Example("2592000") @Nullable Long refreshExpiresIn,
    @About("The permissions that the access token is limited to; absent if it is not limited.")
        @Example("me:read")
        @Nullable String scope) {
  static OAuthTokensView of(TokensView tokens) {
    return new OAuthTokensView(
        tokens.accessToken(),
        tokens.tokenType(),
        tokens.expiresIn(),
        tokens.refreshToken(),
        tokens.refreshExpiresIn(),
        tokens.scope());
  }

  static OAuthTokensView of(IssuedToken token, List<String> scope) {
    return new OAuthTokensView(
        token.text(),
        "bearer",
        token.lifetime().toSeconds(),
        null,
        null,
        TokensView.written(Optional.of(scope)));
  }
}
