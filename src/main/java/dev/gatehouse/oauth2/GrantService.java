package dev.gatehouse.oauth2;

import dev.gatehouse.clients.ProvenAccount;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.platform.security.SentClient;
import dev.gatehouse.signin.PasswordGrant;
import dev.gatehouse.signin.RefreshGrant;
import dev.gatehouse.signin.ScopeGrants;
import dev.gatehouse.signin.SignInService;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.tokens.AccountClaims;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives tokens for what a client brings. */
final class GrantService {
  private final SignInService signIn;
  private final ScopeGrants scopes;
  private final ClientAuthenticator clients;
  private final AccessTokens accessTokens;
  private final Clock clock;

  GrantService(
      SignInService signIn,
      ScopeGrants scopes,
      ClientAuthenticator clients,
      AccessTokens accessTokens,
      Clock clock) {
    this.signIn = signIn;
    this.scopes = scopes;
    this.clients = clients;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /**
   * Gives tokens.
   *
   * @param sent what the Authorization header says, which counts for service accounts alone
   * @throws Failure {@code unsupported_grant_type}, {@code validation}, {@code invalid_scope}, and
   *     what the grant throws
   */
  OAuthTokensView give(GrantForm form, SentClient sent, RequestOrigin origin) {
    return switch (form.grantType()) {
      case "password" -> OAuthTokensView.of(signIn.signIn(password(form), origin));
      case "refresh_token" -> OAuthTokensView.of(signIn.refresh(refresh(form), origin));
      case "client_credentials" -> ofAccount(form, sent, origin);
      default -> throw Failure.of(OAuth2Code.UNSUPPORTED_GRANT_TYPE);
    };
  }

  private PasswordGrant password(GrantForm form) {
    String username = GrantForm.needed("username", form.username());
    String password = GrantForm.needed("password", form.password());
    Optional<String> clientId = GrantForm.given(form.clientId());
    if (clientId.filter(Actor::isMeantAsAccount).isPresent()) {
      throw Failure.invalid("client_id", "must not begin with sa-");
    }
    return new PasswordGrant(
        username,
        password,
        scopes.required(form.scope()),
        clientId.orElse(PasswordGrant.DEFAULT_CLIENT));
  }

  private RefreshGrant refresh(GrantForm form) {
    return new RefreshGrant(
        GrantForm.needed("refresh_token", form.refreshToken()),
        GrantForm.given(form.clientId()),
        scopes.required(form.scope()));
  }

  /** The scope is checked first, as an assertion is good for one use. */
  private OAuthTokensView ofAccount(GrantForm form, SentClient sent, RequestOrigin origin) {
    Optional<List<String>> asked = scopes.required(form.scope());
    Instant start = clock.instant();
    ProvenAccount account = clients.authenticate(form, sent, origin);
    List<String> scope = ScopeGrants.held(asked.orElseGet(this::ofAccounts), account.held());
    return OAuthTokensView.of(
        accessTokens.issue(
            new AccountClaims(
                account.id(),
                account.keyId(),
                scope,
                account.roles().shown(),
                start,
                account.latestEnd())),
        scope);
  }

  /** All permissions that service accounts have a use for. */
  private List<String> ofAccounts() {
    return scopes.all().stream().filter(name -> !Permission.isOfEverybody(name)).toList();
  }
}
