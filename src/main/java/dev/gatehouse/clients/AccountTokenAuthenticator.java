package dev.gatehouse.clients;

import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Network;
import dev.gatehouse.tokens.AccessToken;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Resolves the access token of a service account with one query. Thread-safe. */
public final class AccountTokenAuthenticator {
  private static final long NO_KEY = 0;

  private final PreparedQuery<TokenAccount> accounts;
  private final Clock clock;

  AccountTokenAuthenticator(PreparedQuery<TokenAccount> accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * The account of a token, wherever that is used from; empty if the token was revoked, its key has
   * ended, or the account is gone or disabled, or was since.
   */
  public Optional<TokenAccount> find(AccessToken.OfAccount token) {
    return accounts
        .find(
            Map.of(
                "accountId",
                token.accountId(),
                "keyId",
                token.keyId().orElse(NO_KEY),
                "tokenId",
                token.id(),
                "start",
                token.start(),
                "now",
                clock.instant()))
        .map(account -> account.limitedTo(token.permissions()));
  }

  /**
   * The caller with that token.
   *
   * @throws Failure {@code invalid_token}, also from a network that the key does not allow
   */
  Caller authenticate(AccessToken.OfAccount token, BearerCredentials credentials) {
    return find(token)
        .filter(
            account ->
                Network.areAllowing(account.networks(), () -> credentials.origin().get().client()))
        .map(account -> new CallingAccount(account.id(), account.keyId(), account.held()))
        .orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }
}
